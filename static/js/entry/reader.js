import { watchNet } from "../components/needs-net.js";
import { Sending } from "../components/sending.js";
import { toast } from "../components/toast.js";
import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { guardSignOut } from "../lib/leaving.js";
import { goLive } from "../lib/live.js";
import { page, url } from "../lib/page.js";
import { watchPrefs } from "../lib/prefs.js";
import { forgetRecalled, recalledAt } from "../lib/recalled.js";
import { clockTime } from "../lib/time.js";
import { lastPage, rememberPage } from "../reader/last-page.js";
import { agendaList, itemOf } from "../reader/agenda.js";
import { wayBack } from "../reader/beside.js";
import { Marks } from "../reader/marks/marks.js";
import { Reader } from "../reader/reader.js";
import { Evening } from "../tablet/evening.js";
import { Held } from "../tablet/held.js";
import { VoteSheet } from "../tablet/votesheet.js";

// One paper on a page of its own: outside a sitting, or opened from the desk.
watchDialogs();
watchPrefs();
watchNet();
const { paper } = page;
const held = new Held();
/** The paper as the page was told, or as the sitting tells of it now. */
let newest = { id: paper.id, version_id: paper.version_id, version: paper.number, pages: paper.pages };
const asked = new URLSearchParams(location.hash.slice(1));
const start = Number(asked.get("page")) || lastPage(paper.version_id);
const reader = new Reader(document.getElementById("reader"), {
  onPage: (at) => {
    rememberPage(held.now.id, at);
    const words = reader.panels?.kind === "find" ? reader.panels.find.words : "";
    history.replaceState(null, "", `#page=${at}${words ? `&find=${encodeURIComponent(words)}` : ""}`);
  },
  onClose: page.urls?.back ? () => location.assign(page.urls.back) : undefined,
  closeWords: page.back_words,
  face: {
    about: () => ({ item: itemOf(live.store.view, paper.id) }),
    agenda: () => agendaList(live.store.view, paper.id),
    openVersion: (version) => {
      if (version) held.take(newest, version);
      else held.takeNewest(newest);
      show(lastPage(held.now.id));
    },
    openPaper: (cited) => location.assign(`${url("paper", { paper: cited.paper })}?back=${wayBack()}`),
  },
});

function show(at, find = "") {
  const { id, number, pages, isOld } = held.of(newest);
  reader.show({ key: id, url: url("version_pdf", { version: id }), id: paper.id, number, isOld, title: paper.title, page: at, pages, find });
}

show(start, asked.get("find")?.slice(0, 200));
const live = goLive({
  onCommand: (command) => command.state === "refused" && toast(command.error?.message, { stop: true }),
});
reader.marks = new Marks(reader, live);
guardSignOut(live);
new Evening(document.getElementById("evening"));
new Sending(document.getElementById("sending"), live);
const sheet = document.getElementById("sheet");
if (sheet) new VoteSheet(sheet, live);
live.store.subscribe((view) => {
  forgetRecalled(view);
  const told = itemOf(view, paper.id)?.papers[paper.id];
  if (told?.version > newest.version) {
    newest = { ...told, id: paper.id };
    reader.offer(interpolate(gettext("Dự thảo đã có bản %s"), [told.version]), () => (held.takeNewest(newest), show(lastPage(newest.version_id))));
  }
  const at = recalledAt(view, paper.id);
  if (at) reader.takeBack(interpolate(gettext("Tài liệu đã được thu hồi lúc %s."), [clockTime(at)]));
});
