import { render } from "lit-html";

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
import { currentItem, handedOutWords, itemsOf, mySpeech, withId } from "../lib/sitting.js";
import { clockTime } from "../lib/time.js";
import { lastPage, rememberPage } from "../reader/last-page.js";
import { wayBack } from "../reader/beside.js";
import { itemOf } from "../reader/agenda.js";
import { Marks } from "../reader/marks/marks.js";
import { Reader } from "../reader/reader.js";
import { AbsentOpinion } from "../tablet/absent.js";
import { chair, ChairStream } from "../tablet/chair.js";
import { foot, shownNow } from "../tablet/foot.js";
import { Held } from "../tablet/held.js";
import { Note } from "../tablet/note.js";
import { PackLine } from "../tablet/pack.js";
import { overview } from "../tablet/overview.js";
import { Place } from "../tablet/place.js";
import { Positions } from "../tablet/positions.js";
import { rail } from "../tablet/rail.js";
import { notices, strip } from "../tablet/strip.js";
import { Stubs } from "../tablet/stubs.js";
import { Talk } from "../tablet/talk.js";
import { VoteSheet } from "../tablet/votesheet.js";

const box = (id) => document.getElementById(id);
watchDialogs();
watchPrefs();
watchNet();
const live = goLive({
  onCommand: (command) => {
    const ballotOrNote = /^(ballot|note|position|absent):/.test(command.slot ?? "");
    if (command.state === "refused" && !ballotOrNote) toast(command.error?.message, { stop: true });
    draw();
  },
});
const { store, outbox } = live;
guardSignOut(live);
new Sending(box("sending"), live);
const place = new Place(() => arrive());
const held = new Held();
const reader = new Reader(box("reader"), {
  onPage: (at) => {
    const shown = shownNow(store.view);
    place.away = place.following && Boolean(shown) && (shown.paper !== place.paper || shown.page !== at);
    place.go({ page: at });
  },
  onClose: () => place.go({ paper: null, page: 1 }),
  face: {
    about: () => ({ item: withId(store.view.items, place.item) }),
    openVersion: (version) => openVersion(version),
    openPaper: (cited, page) => openCited(cited, page),
  },
});
reader.marks = new Marks(reader, live);
const note = new Note(box("note"), { store, outbox, listeners: live.listeners, place, onClose: () => draw() });
const talk = new Talk(box("talk"), { store, outbox, onChange: () => draw() });
new VoteSheet(box("sheet"), live);
new ChairStream(live);
const positions = new Positions({ store, outbox, onChange: () => draw() });
const absent = new AbsentOpinion({ store, outbox, onChange: () => draw() });

const stubs = new Stubs({ onChange: () => draw() });

let choosing = false;
const actions = {
  openItem: (item) => {
    place.go({ item, paper: null, page: 1 });
    if (note.open) note.show(item);
    if (!matchMedia("(min-width: 1024px)").matches) closeRail();
  },
  openPaper: (item, paper) => {
    closeRail();
    held.drop();
    place.away = place.following && shownNow(store.view)?.paper !== paper;
    const version = withId(withId(store.view.items, item)?.papers, paper)?.version_id;
    place.go({ item, paper, page: lastPage(version) });
  },
  follow: () => {
    place.following = true;
    if (shownNow(store.view)?.paper !== place.paper) held.drop();
    goShown();
  },
  unfollow: () => {
    place.following = place.away = false;
    draw();
  },
  present: () => {
    const paper = openPaperNow();
    void outbox.send("room.show_page", { sitting: page.sitting, paper: paper.id, page: reader.page }, { slot: "present" });
  },
  position: (view, item) => [positions.part(view, item, live.stream.state), absent.part(view, item, live.stream.state)],
  /** Not kept over a reload: an hour-old hand-over must never fire. */
  send: (verb, args) => ((choosing = false), void outbox.send(verb, args, { keep: false, slot: "chair" }), draw()),
  choosing: () => choosing,
  choose: () => ((choosing = !choosing), draw()),
  note: () => (note.open ? note.hide() : note.show(place.item), draw()),
  noteOpen: () => note.open,
  redraw: () => draw(),
  stubs: (item) => stubs.of(item),
  talkButton: () => talk.button(),
  railOpen: () => document.body.classList.contains("rail-open"),
  toggleRail: () => {
    document.body.classList.toggle("rail-open");
    draw();
    if (actions.railOpen()) box("rail").querySelector("button")?.focus();
  },
};

const pack = new PackLine(box("pack"), {
  ...live,
  isReading: () => Boolean(place.paper),
  open: ({ item, paper, page: at }) => {
    closeRail();
    place.away = place.following;
    place.go({ item, paper, page: at });
  },
});

function closeRail() {
  document.body.classList.remove("rail-open");
}

const openPaperNow = () => withId(withId(store.view.items, place.item)?.papers, place.paper);

/** Another version of the paper on the screen, by his tap; null is the newest. */
function openVersion(version) {
  const paper = openPaperNow();
  if (!paper) return;
  if (version) held.take(paper, version);
  else held.takeNewest(paper);
  place.go({ page: lastPage(held.now.id) });
}

/** A paper that the one on the screen names: in this sitting beside it, else on its own page; both lead back. */
function openCited(cited, page) {
  const item = itemOf(store.view, cited.paper);
  if (!item) return void location.assign(`${url("paper", { paper: cited.paper })}?back=${wayBack()}`);
  const was = { item: place.item, paper: place.paper, page };
  reader.beside.cameFrom(cited.paper, reader.wanted.title, page, () => place.go(was));
  actions.openPaper(item.id, cited.paper);
}

function goShown() {
  const shown = shownNow(store.view);
  if (!shown) return draw();
  place.away = false;
  place.go({ item: shown.item, paper: shown.paper, page: shown.page });
}

/** Brings the reader to where the place says; the page a reader is on stays when nothing changed. */
function arrive() {
  const paper = openPaperNow();
  box("reader").hidden = !paper;
  box("overview").hidden = Boolean(paper);
  if (paper) {
    const version = held.of(paper);
    rememberPage(version.id, place.page);
    reader.show({ key: version.id, url: url("version_pdf", { version: version.id }), id: paper.id, number: version.number, isOld: version.isOld, title: paper.title, page: place.page, pages: version.pages, mark: handedOutWords(store.view, paper) });
  } else {
    held.drop();
    reader.close();
  }
  draw();
}

const versions = {};
/** A paper replaced while it is read: the page stays, a line offers the new version. */
function noticeVersions(view) {
  for (const item of itemsOf(view)) {
    for (const [id, paper] of Object.entries(item.papers ?? {})) {
      if (versions[id] && versions[id] !== paper.version_id && place.paper === id) {
        reader.offer(interpolate(gettext("Dự thảo đã có bản %s"), [paper.version]), () => openVersion(null));
      }
      versions[id] = paper.version_id;
    }
  }
}

/** A paper taken back while it is read leaves the screen; what this device holds of it is forgotten. */
function noticeRecalls(view) {
  forgetRecalled(view);
  const at = place.paper && recalledAt(view, place.paper);
  if (at) reader.takeBack(interpolate(gettext("Tài liệu đã được thu hồi lúc %s."), [clockTime(at)]));
}

let presented = "";
function followPresider() {
  const shown = shownNow(store.view);
  const now = shown ? `${shown.paper}:${shown.page}` : "";
  if (now === presented) return;
  presented = now;
  if (place.following && !place.away && shown) goShown();
}

function draw() {
  const { view } = store;
  render(rail(view, place, actions), box("rail"));
  render(strip(view, place, actions), box("strip"));
  pack.draw();
  render(notices(view, live.stream, pack.isRead), box("notices"));
  render(chair(view, actions), box("chair"));
  if (!place.paper) render(overview(view, place, actions), box("overview"));
  render(foot(view, place, actions, live), box("foot"));
}

store.subscribe((view) => {
  noticeVersions(view);
  noticeRecalls(view);
  followPresider();
  draw();
});
live.listeners.add(() => draw());
setInterval(() => mySpeech(store.view)?.state === "speaking" && draw(), 1000);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && actions.railOpen()) actions.toggleRail();
});
if (!place.item) place.item = currentItem(store.view)?.id ?? itemsOf(store.view)[0]?.id ?? null;
noticeVersions(store.view);
arrive();
noticeRecalls(store.view);
