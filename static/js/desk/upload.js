import { gettext, interpolate } from "../lib/i18n.js";
import { csrfToken } from "../lib/page.js";
import { sendInPieces } from "./in-pieces.js";
import { signInOf } from "./partial.js";

// From here on a file goes up in pieces and is continued where the network was cut.
const HEAVY = 4 * 1024 * 1024;

/**
 * Forms with data-upload: files are dropped on them or chosen, go up one after another with their
 * progress, are examined by the server, and then put where the form's action says. The answer is the
 * part of the page with the id data-target. Without scripts the form sends one file by itself.
 */
export function watchUploads(root = document) {
  for (const form of root.querySelectorAll("form[data-upload]:not([data-ready])")) {
    form.dataset.ready = "1";
    const field = form.querySelector('input[type="file"]');
    const queue = new Queue(form);
    form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("change", () => {
      queue.add([...field.files]);
      field.value = "";
    });
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => {
        event.preventDefault();
        form.dataset.over = "1";
      });
    }
    form.addEventListener("dragleave", (event) => {
      if (!form.contains(event.relatedTarget)) delete form.dataset.over;
    });
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      delete form.dataset.over;
      queue.add([...event.dataTransfer.files]);
    });
  }
}

class Queue {
  constructor(form) {
    this.form = form;
    this.list = form.querySelector(".upload-list");
    this.waiting = Promise.resolve();
  }

  add(files) {
    for (const file of files) {
      const line = new Line(this.list, file.name);
      this.waiting = this.waiting.then(() => this.bring(file, line));
    }
  }

  async bring(file, line) {
    try {
      const staged = file.size < HEAVY ? await this.whole(file, line) : await this.inPieces(file, line);
      const rest = new FormData();
      rest.append("upload", staged.upload);
      await this.put(rest);
      line.remove();
    } catch (failure) {
      line.refuse(failure.message);
    }
  }

  whole(file, line) {
    const body = new FormData();
    body.append("name", file.name);
    body.append("file", file);
    return send(this.form.dataset.stage, body, (part) => line.progress(part));
  }

  async inPieces(file, line) {
    const upload = sendInPieces(file, {
      endpoint: `${this.form.dataset.stage}pieces/`,
      headers: () => ({ "X-CSRFToken": csrfToken() }),
      tell: (part) => line.progress(Math.min(part, 0.999)),
      waits: (part) => line.wait(part),
      checks: () => line.progress(1),
      storage: storage(),
    });
    return Promise.race([upload.done, line.dropped(() => upload.drop())]).catch((failure) => {
      throw failure.message ? failure : new Error(unsent());
    });
  }

  /** Puts a staged file in its place; the answer replaces the changing part of the page. */
  async put(body) {
    const headers = { "HX-Request": "true", "X-CSRFToken": csrfToken() };
    const response = await fetch(this.form.action, { method: "POST", body, headers });
    signInOf(response);
    if (!response.ok) throw new Error(unsent());
    const old = document.getElementById(this.form.dataset.target);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById(old.id);
    if (!fresh) throw new Error(unsent());
    old.replaceWith(fresh);
    globalThis.htmx?.process(fresh);
    fresh.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: fresh } }));
  }
}

const unsent = () => gettext("Chưa tải lên được do mất kết nối. Tệp vẫn ở máy của đồng chí; đề nghị chọn lại tệp.");

/** One file on its way: name, progress, and a refusal that stays until it is closed. */
class Line {
  constructor(list, name) {
    this.item = document.createElement("li");
    this.item.className = "upload-line";
    this.words = document.createElement("span");
    this.bar = document.createElement("progress");
    this.bar.max = 1;
    this.bar.setAttribute("aria-label", interpolate(gettext("Tải lên %s"), [name]));
    this.name = name;
    this.words.textContent = interpolate(gettext("%s: đang chờ"), [name]);
    this.item.append(this.words, this.bar);
    list.append(this.item);
  }

  progress(part) {
    this.bar.value = part;
    this.words.textContent =
      part < 1
        ? interpolate(gettext("%s: đang tải lên %s%"), [this.name, Math.floor(part * 100)])
        : interpolate(gettext("%s: đang kiểm tra tệp"), [this.name]);
    if (part < 1) return;
    this.bar.removeAttribute("value");
    this.giveUp?.remove();
  }

  /** The network is gone; what is sent stays sent. */
  wait(part) {
    const words = gettext("%s: mất kết nối, sẽ gửi tiếp từ %s% khi có mạng");
    this.words.textContent = interpolate(words, [this.name, Math.floor(part * 100)]);
  }

  /** A button that gives the file up; the promise is refused when it is pressed. */
  dropped(drop) {
    return new Promise((_resolve, reject) => {
      this.giveUp = document.createElement("button");
      this.giveUp.type = "button";
      this.giveUp.className = "btn btn-quiet";
      this.giveUp.textContent = gettext("Bỏ tệp này");
      this.giveUp.addEventListener("click", () => {
        void drop().catch(() => {});
        reject(new Error(interpolate(gettext("%s: đã bỏ, chưa đưa vào hồ sơ."), [this.name])));
      });
      this.item.append(this.giveUp);
    });
  }

  refuse(sentence) {
    this.giveUp?.remove();
    this.bar.remove();
    this.item.classList.add("upload-refused");
    this.words.setAttribute("role", "alert");
    this.words.textContent = sentence;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn btn-quiet";
    close.textContent = gettext("Đóng");
    close.addEventListener("click", () => this.item.remove());
    this.item.append(close);
  }

  remove() {
    this.item.remove();
  }
}

/** A browser that keeps nothing still uploads. */
function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** fetch() can't tell how much has gone up; XMLHttpRequest can. */
function send(address, body, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.addEventListener("progress", (event) => event.lengthComputable && tell(event.loaded / event.total));
    request.upload.addEventListener("load", () => tell(1));
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(request.response);
      else reject(new Error(request.response?.error?.message ?? unsent()));
    });
    request.addEventListener("error", () => reject(new Error(unsent())));
    request.addEventListener("abort", () => reject(new Error(unsent())));
    request.send(body);
  });
}
