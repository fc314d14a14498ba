import { html, nothing, render } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { withId } from "../lib/sitting.js";
import { clockTime, onBodyClock } from "../lib/time.js";
import { icon } from "./icon.js";

/** What was recorded late is shown so long, in milliseconds; what was refused stays until it is put away. */
const SHOWN = 60000;

const about = (view, item) => {
  const number = withId(view.items, item)?.number;
  return number ? interpolate(gettext(", nội dung %s"), [number]) : "";
};
const NAMES = [
  [/^voting\./, () => gettext("Phiếu biểu quyết")],
  [/^agendas\.(state|withdraw)_position/, ({ item }, view) => gettext("Ý kiến trước phiên họp") + about(view, item)],
  [/^agendas\.record_absent_opinion/, ({ item }, view) => gettext("Ý kiến của thành viên vắng mặt") + about(view, item)],
  [/^annotations\.save_note/, ({ target }, view) => gettext("Ghi chú riêng") + about(view, target)],
  [/^annotations\./, () => gettext("Đánh dấu trên tài liệu")],
  [/^papers\./, () => gettext("Trang đang đọc")],
  [/./, () => gettext("Thao tác trong phiên họp")],
];
/** What its owner had written into a command: refused, it is nowhere else. */
const wordsIn = ({ args }) => [args?.body, args?.reason, args?.text].find((one) => typeof one === "string" && one.trim()) ?? "";

export const nameOfCommand = ({ verb, args }, view) => NAMES.find(([verbs]) => verbs.test(verb))[1](args, view);

/**
 * What waits to be sent and what became of it: one line that opens to a list, each with its state. A refusal whose page
 * is long gone is shown here with its reason until the reader puts it away.
 */
export class Sending {
  constructor(box, { store, outbox, stream, listeners }) {
    Object.assign(this, { box, store, outbox, stream });
    listeners.add(() => this.draw());
    store.subscribe(() => this.draw());
    this.draw();
  }

  draw() {
    if (!this.box) return;
    const waiting = this.outbox.commands.filter(({ late }) => late || this.stream.state === "lost");
    const told = this.outbox.told;
    for (const one of told) {
      if (one.state === "recorded" && !one.timer) one.timer = setTimeout(() => this.outbox.dismiss(one.key), SHOWN);
    }
    const refused = told.filter(({ state }) => state === "refused").length;
    render(waiting.length || told.length ? this.list(waiting, told, refused) : nothing, this.box);
  }

  list(waiting, told, refused) {
    const words = [
      waiting.length && interpolate(gettext("%s việc chờ gửi"), [waiting.length]),
      refused && interpolate(gettext("%s việc không được tiếp nhận"), [refused]),
      told.length > refused && interpolate(gettext("%s việc đã được ghi nhận"), [told.length - refused]),
    ].filter(Boolean);
    // A refusal opens the list by itself, once: whoever folds it has seen that it is there.
    return html`<details class="sending" ?open=${refused > 0} data-kind=${refused ? "stop" : waiting.length ? "wait" : "good"}>
      <summary>${icon(refused ? "alert-triangle" : waiting.length ? "clock" : "check")}<span role="status">${words.join(" · ")}</span></summary>
      <ul>${[...told, ...waiting].map((command) => this.line(command))}</ul></details>`;
  }

  line(command) {
    const { state, error, sentAt, key } = command;
    const said = {
      refused: interpolate(gettext("Không được tiếp nhận: %s"), [error?.message ?? ""]),
      recorded: gettext("Đã được ghi nhận"),
      not_sent: gettext("Chưa gửi; gửi ngay khi có kết nối"),
    }[state];
    const at = onBodyClock(Date.parse(sentAt));
    const words = state === "refused" ? wordsIn(command) : "";
    return html`<li data-state=${state}><div><strong>${nameOfCommand(command, this.store.view)}</strong> <small>${clockTime(at)}</small><p>${said}</p>
        ${words ? html`<p class="sending-words"><small>${gettext("Nội dung đã nhập:")}</small> ${words}</p>` : nothing}</div>
      ${state === "not_sent" ? nothing : html`<span class="sending-deeds">${state === "refused" ? this.wayBack(command) : nothing}<button type="button" class="btn btn-quiet" @click=${() => this.outbox.dismiss(key)}>${gettext("Đã xem")}</button></span>`}</li>`;
  }

  /** Where it was made one sees what became of it and does it again, if it is still to be done. */
  wayBack({ place }) {
    const isElsewhere = place?.startsWith("/") && place !== location.pathname + location.search + location.hash;
    return isElsewhere ? html`<a class="btn" data-needs-net href=${place}>${gettext("Mở lại chỗ đã làm")}</a>` : nothing;
  }
}
