import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { goLive } from "../lib/live.js";
import { page, url } from "../lib/page.js";
import { watchPrefs } from "../lib/prefs.js";
import { Reader } from "../reader/reader.js";
import { VoteSheet } from "../tablet/votesheet.js";

// One paper on a page of its own: outside a sitting, or opened from the desk.
watchDialogs();
watchPrefs();
const { paper } = page;
const kept = `page:${paper.id}`;
const start = Number(new URLSearchParams(location.hash.slice(1)).get("page")) || Number(sessionStorage.getItem(kept)) || 1;
const reader = new Reader(document.getElementById("reader"), {
  onPage: (at) => {
    sessionStorage.setItem(kept, String(at));
    history.replaceState(null, "", `#page=${at}`);
  },
  onClose: page.urls?.back ? () => location.assign(page.urls.back) : undefined,
});
reader.show({
  key: paper.version_id,
  url: url("version_pdf", { version: paper.version_id }),
  title: paper.title,
  page: start,
  pages: paper.pages,
});
const sheet = document.getElementById("sheet");
if (sheet) new VoteSheet(sheet, goLive());
