import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { csrfToken, page, url } from "../lib/page.js";
import { Recorder } from "../lib/recorder.js";
import { recordingWords } from "../lib/sitting.js";
import { BEGIN, FINISH, SoundQueue } from "../lib/sound-queue.js";
import { soundStore } from "../lib/sound-store.js";
import { clockTime } from "../lib/time.js";
import { uuid } from "../lib/uuid.js";

const MINE = "recorder";
const LAST = "recorder:last";
const WITHIN = 20000;

/** What only this browser holds; whoever knows it may bring sound to the recordings it began. */
function device() {
  try {
    const known = localStorage.getItem(MINE) ?? uuid();
    localStorage.setItem(MINE, known);
    return known;
  } catch {
    return (device.token ??= uuid());
  }
}

/** One piece, or the word of beginning or end, to its address. */
async function send({ recording, number, at, taken, body }) {
  const words = { [BEGIN]: "begin/", [FINISH]: "finish/" }[number] ?? `pieces/${number}/`;
  const response = await fetch(url("sound", { recording }) + words, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/octet-stream",
      "X-CSRFToken": csrfToken(),
      "X-Recorder": device(),
      "X-Taken": String(taken ?? 0),
      "X-Ago": String(number === BEGIN ? Math.max(0, Date.now() - at) : 0),
    },
    body: body ?? "",
    signal: AbortSignal.timeout(WITHIN),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer?.error?.message ?? String(response.status)), answer?.error);
}

/** Why there is no sound to take, and what to do. */
export function microphoneWords({ name } = {}) {
  if (name === "NotAllowedError") return gettext("Trình duyệt không cho dùng micrô. Bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép micrô rồi bấm “Ghi âm” lại; hoặc dùng máy ghi âm và đưa tệp lên sau.");
  if (name === "NotFoundError") return gettext("Máy này không có micrô. Đề nghị cắm micrô rồi bấm “Ghi âm” lại; hoặc dùng máy ghi âm và đưa tệp lên sau.");
  return gettext("Máy này không thu âm được. Đề nghị dùng máy khác, hoặc dùng máy ghi âm và đưa tệp lên sau.");
}

/** The desk's sound: the button under the agenda, its dialog, and the device that records. */
export class Sound {
  /** @param {{send: (verb: string, args: object) => Promise<any>, say: (words: string) => void, redraw: () => void}} options */
  constructor(options) {
    Object.assign(this, options, { waiting: 0, failing: null });
    this.ready = soundStore().then((storage) => {
      const onChange = ({ waiting, failing }) => (Object.assign(this, { waiting, failing }), this.redraw());
      this.recorder = new Recorder({ queue: new SoundQueue({ storage, send, user: page.user, onChange }) });
      void this.recorder.queue.flush();
    });
    addEventListener("beforeunload", (event) => this.takes() && event.preventDefault());
    addEventListener("online", () => void this.recorder?.queue.flush());
  }

  takes() {
    return Boolean(this.recorder?.recording);
  }

  follow(view) {
    this.recorder?.follow(view.recording);
    const begun = localStorage.getItem(LAST);
    if (!begun || !this.recorder || this.takes() || view.recording?.id === begun) return;
    localStorage.removeItem(LAST); // it ended after this page was opened anew: what waits here is all there is
    void this.recorder.queue.add({ recording: begun, number: FINISH });
  }

  /** The microphone is asked for first: an order nobody can carry out isn't given from here. */
  async begin(order) {
    await this.ready;
    try {
      await this.recorder.open();
    } catch (error) {
      return this.say(microphoneWords(error));
    }
    const recording = await order();
    if (recording) {
      localStorage.setItem(LAST, recording);
      this.recorder.start(recording);
    } else this.recorder.close();
    this.redraw();
  }

  async order() {
    const command = await this.send("recordings.order_recording", { sitting: page.sitting });
    return command.state === "recorded" ? command.answer.recording : null;
  }

  /** Who presides orders; the desk orders and takes the sound. */
  press(view, actions) {
    if (view.recording) return actions.open("sound");
    return page.can?.count ? this.begin(() => this.order()) : this.order();
  }

  /** After a reload the old stretch can't be gone on with: it ends, and a new one begins. */
  async again(view) {
    await this.send("recordings.stop_recording", { recording: view.recording.id });
    await this.begin(() => this.order());
  }
}

/** The button under the agenda: it orders, or says that it is recorded and opens what can be done. */
export function soundButton(view, sound, actions) {
  const { recording, sitting = {} } = view;
  if (!recording && sitting.state !== "open") return nothing;
  if (!recording) return html`<p class="cp-sound-row"><button type="button" class="btn cp-small" @click=${() => sound.press(view, actions)}>${gettext("Ghi âm")}</button></p>`;
  return html`<p class="cp-sound-row"><button type="button" class="chip cp-sound" data-state=${recording.state} @click=${() => sound.press(view, actions)}>${recordingWords(view)}</button></p>`;
}

/** What the desk must know: nobody takes the sound, or it doesn't get through. */
export function soundNotice(view, sound) {
  if (sound.waiting > 3) {
    return html`<p class="strip-notice" data-kind="wait">${interpolate(gettext("%s đoạn âm thanh chờ gửi, giữ tại máy này; sẽ tự gửi khi có mạng."), [sound.waiting])}</p>`;
  }
  const { recording } = view;
  if (!recording || sound.takes() || !page.can?.count) return nothing;
  if (!recording.begun) {
    return html`<p class="strip-notice" data-kind="wait">${gettext("Người chủ trì đã ra lệnh ghi âm, chưa có máy nào thu.")} <button type="button" class="btn cp-small" @click=${() => sound.begin(async () => recording.id)}>${gettext("Thu âm tại máy này")}</button></p>`;
  }
  return nothing;
}

export function soundDialog(view, sound, actions) {
  const { recording } = view;
  const act = (verb) => (event) => {
    event.target.closest("dialog").close();
    void actions.send(`recordings.${verb}_recording`, { recording: recording.id });
  };
  const again = (event) => {
    event.target.closest("dialog").close();
    void sound.again(view);
  };
  const here = sound.takes() ? gettext("Máy này đang thu âm. Đề nghị không đóng trang.") : gettext("Âm thanh được thu tại một máy khác. Nếu máy đó hỏng hoặc đã tải lại trang, bấm “Ghi bản mới tại máy này”.");
  return {
    title: recordingWords(view),
    body: html`<p>${interpolate(gettext("Từ %s."), [clockTime(recording.since)])} ${recording.by_direction ? gettext("Theo chỉ đạo của người chủ trì.") : ""}</p>
      ${page.can?.count ? html`<p>${here}</p>` : nothing}
      <div class="actions">
        ${recording.state === "paused" ? html`<button type="button" class="btn" @click=${act("continue")}>${gettext("Ghi âm tiếp")}</button>` : html`<button type="button" class="btn" @click=${act("pause")}>${gettext("Tạm dừng ghi âm")}</button>`}
        <button type="button" class="btn btn-danger" @click=${act("stop")}>${gettext("Dừng ghi âm")}</button>
        ${page.can?.count && !sound.takes() ? html`<button type="button" class="btn" @click=${again}>${gettext("Ghi bản mới tại máy này")}</button>` : nothing}
      </div>
      ${page.urls?.recordings ? html`<p><a href=${page.urls.recordings}>${gettext("Các bản ghi âm của phiên họp")}</a></p>` : nothing}`,
  };
}
