import { html, nothing, render } from "lit-html";

import { whenBack } from "../../components/needs-net.js";
import { fold } from "../../lib/fold.js";
import { gettext, interpolate, ngettext } from "../../lib/i18n.js";
import { url } from "../../lib/page.js";
import { titleOf, wholePage } from "./panel.js";

const LONGEST = 5000;
/** So many readers are looked through by eye; of more, one is looked for by name or post. */
const FEW = 8;

function open(content, label, { keeps = () => false } = {}) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", label);
  document.body.append(dialog);
  dialog.redraw = () => render(content(dialog), dialog);
  dialog.redraw();
  dialog.addEventListener("cancel", (event) => keeps() && (event.preventDefault(), warn(dialog)));
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue);
      dialog.remove();
      // What was pressed to come here may have gone meanwhile; then one goes on at the pages.
      if (document.activeElement === document.body) document.querySelector(".reader-scroll")?.focus({ preventScroll: true });
    });
  });
}

/** Esc by mistake loses no words: the first time it says so, the browser lets the second one through. */
function warn(dialog) {
  const line = dialog.querySelector(".mark-unsaved");
  if (line) line.hidden = false;
}

/** Asks for the words of a note or question. @returns {Promise<{body: string, share: boolean} | null>} null: nothing is to be kept */
export async function editNote(mark) {
  const before = mark.body ?? "";
  let text = before;
  const isQuestion = mark.kind === "question";
  const title = mark.page ? wholePage(mark.kind, mark.page) : isQuestion ? titleOf(mark) : gettext("Ghi chú");
  const privacy = isQuestion ? gettext("Chưa gửi cho ai: câu hỏi chỉ đồng chí xem được, cho đến khi đồng chí chia sẻ.") : gettext("Chỉ đồng chí xem được, cho đến khi đồng chí chia sẻ.");
  const said = await open(
    (dialog) => html`<form method="dialog" @submit=${(event) => (event.preventDefault(), dialog.close("keep"))}>
      <header><h2>${title}</h2></header>
      <div class="dialog-body">${mark.quote ? html`<blockquote class="mark-quote">${mark.quote.slice(0, 300)}</blockquote>` : nothing}
        <label for="mark-words">${gettext("Nội dung")}</label>
        <textarea class="input" id="mark-words" rows="5" maxlength=${LONGEST} aria-describedby="mark-privacy" .value=${text} @input=${(event) => (text = event.target.value)}></textarea>
        <p class="quiet small" id="mark-privacy">${mark.shared_with?.length || mark.office ? gettext("Đã chia sẻ: người được chia sẻ thấy cả lời sửa.") : privacy}</p>
        <p class="notice notice-wait mark-unsaved" role="alert" hidden>${gettext("Nội dung chưa được lưu. Bấm Lưu để giữ, Thôi để bỏ.")}</p></div>
      <footer><button type="button" class="btn" @click=${() => dialog.close("")}>${gettext("Thôi")}</button>
        <button type="button" class="btn" @click=${() => dialog.close(text.trim() ? "share" : "keep")}>${gettext("Lưu và chia sẻ…")}</button>
        <button type="submit" class="btn btn-primary">${gettext("Lưu")}</button></footer></form>`,
    title,
    { keeps: () => text.trim() !== before },
  );
  return said ? { body: text.trim(), share: said === "share" } : null;
}

async function readersOf(version) {
  try {
    const response = await fetch(url("mark_readers", { version }), { headers: { Accept: "application/json" } });
    return response.ok ? (await response.json()).readers : null;
  } catch {
    return null;
  }
}

/** Chooses whom a mark is shown to; only readers of the paper stand in the list. */
export async function shareMark(mark, shelf) {
  let readers = await readersOf(mark.made_on ?? shelf.version);
  let forget = () => {};
  const chosen = new Set(mark.shared_with ?? []);
  let office = Boolean(mark.office);
  const title = gettext("Chia sẻ ghi chú");
  const said = await open((dialog) => {
    if (!readers) forget = (forget(), whenBack(async () => ((readers = await readersOf(mark.made_on ?? shelf.version)), dialog.open && dialog.redraw())));
    const row = (reader) => html`<label class="mark-reader" data-words=${fold(`${reader.post} ${reader.name}`).folded}><input type="checkbox" .checked=${chosen.has(reader.id)} @change=${(event) => (chosen[event.target.checked ? "add" : "delete"](reader.id), count())}> <span>${reader.post || reader.name}<small>${reader.post ? reader.name : ""}</small></span></label>`;
    const sum = () => (chosen.size ? interpolate(ngettext("Đã chọn %s người", "Đã chọn %s người", chosen.size), [chosen.size]) : "");
    const count = () => (dialog.querySelector("[data-count]").textContent = sum());
    const look = ({ target }) => {
      const wanted = fold(target.value.trim()).folded;
      let found = 0;
      for (const label of dialog.querySelectorAll("[data-words]")) found += (label.hidden = !label.dataset.words.includes(wanted)) ? 0 : 1;
      dialog.querySelector("[data-nobody]").hidden = found > 0;
    };
    // Whom it is shown to already stands first.
    const rows = [...(readers ?? [])].sort((one, other) => chosen.has(other.id) - chosen.has(one.id));
    return html`<form method="dialog" @submit=${(event) => (event.preventDefault(), dialog.close("keep"))}>
      <header><h2>${title}</h2></header>
      <div class="dialog-body">
        <label class="mark-reader"><input type="checkbox" .checked=${office} @change=${(event) => (office = event.target.checked)}> <span>${gettext("Cơ quan tôi")}<small>${gettext("Những người cùng cơ quan đang được đọc tài liệu này")}</small></span></label>
        ${readers?.length ? nothing : html`<p class="quiet" role="status">${readers ? gettext("Chưa có ai khác được đọc tài liệu này.") : gettext("Chưa tải được danh sách người đọc; danh sách hiện ra khi có kết nối.")}</p>`}
        ${rows.length > FEW ? html`<label for="mark-look">${gettext("Tìm người theo tên hoặc chức vụ")}</label><input class="input" id="mark-look" autocomplete="off" @input=${(event) => event.isComposing || look(event)} @compositionend=${look} @keydown=${(event) => event.key === "Enter" && event.preventDefault()}>` : nothing}
        ${rows.length ? html`<fieldset class="mark-readers"><legend>${gettext("Người đang được đọc tài liệu này")}</legend>${rows.map(row)}
          <p class="quiet" data-nobody role="status" hidden>${gettext("Không có người nào như vậy trong danh sách.")}</p></fieldset>` : nothing}</div>
      <footer><span class="mark-count quiet" data-count role="status">${sum()}</span><button type="button" class="btn" @click=${() => dialog.close("")}>${gettext("Thôi")}</button>
        <button type="submit" class="btn btn-primary">${gettext("Lưu")}</button></footer></form>`;
  }, title);
  forget();
  if (said === "keep") await shelf.share(mark, [...chosen], office);
}
