import { toast } from "../components/toast.js";
import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { goLive } from "../lib/live.js";
import { page, url } from "../lib/page.js";
import { watchPrefs } from "../lib/prefs.js";
import { forgetRecalled, recalledAt } from "../lib/recalled.js";
import { clockTime } from "../lib/time.js";
import { lastPage, rememberPage } from "../reader/last-page.js";
import { Marks } from "../reader/marks/marks.js";
import { Reader } from "../reader/reader.js";
import { VoteSheet } from "../tablet/votesheet.js";

// One paper on a page of its own: outside a sitting, or opened from the desk.
watchDialogs();
watchPrefs();
const { paper } = page;
const start = Number(new URLSearchParams(location.hash.slice(1)).get("page")) || lastPage(paper.version_id);
const reader = new Reader(document.getElementById("reader"), {
  onPage: (at) => {
    rememberPage(paper.version_id, at);
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
const live = goLive({
  onCommand: (command) => command.state === "refused" && toast(command.error?.message, { stop: true }),
});
reader.marks = new Marks(reader, live);
const sheet = document.getElementById("sheet");
if (sheet) new VoteSheet(sheet, live);
live.store.subscribe((view) => {
  forgetRecalled(view);
  const at = recalledAt(view, paper.id);
  if (at) reader.takeBack(interpolate(gettext("Tài liệu đã được thu hồi lúc %s."), [clockTime(at)]));
});
