import { html, render } from "lit-html";

import { toast } from "../components/toast.js";
import { bar } from "../control/bar.js";
import { chair } from "../control/chair.js";
import { Dialogs } from "../control/dialogs.js";
import { functions, heldByAnother, isFree, functionOf } from "../control/functions.js";
import { items } from "../control/items.js";
import { links } from "../control/links.js";
import { middle } from "../control/middle.js";
import { points } from "../control/points.js";
import { queue } from "../control/queue.js";
import { Roll } from "../control/roll.js";
import { seats } from "../control/seats.js";
import { Sound, soundButton, soundNotice } from "../control/sound.js";
import { drawTalk } from "../control/talk.js";
import { correctionOf } from "../control/votes.js";
import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { gettext } from "../lib/i18n.js";
import { goLive } from "../lib/live.js";
import { page } from "../lib/page.js";
import { watchPrefs } from "../lib/prefs.js";
import { currentItem, speakingNow } from "../lib/sitting.js";
import { momentOf } from "../lib/time.js";

const GUARD = 1000;
/** Refusals that ask those in charge: what a secret result will tell, or what follows from equal votes. */
const TO_CONFIRM = new Set(["few_electors", "few_ballots", "all_equal", "tie_not_confirmed"]);
const box = (id) => document.getElementById(id);
watchDialogs();
watchPrefs();
const { store, stream, outbox, listeners } = goLive({
  /** Who presided and gave the chair away goes on as a member; the desk's page is drawn anew. */
  onRightsChanged: () => (page.can?.count ? location.reload() : location.assign(page.urls?.sitting_page ?? "/")),
  onCommand: (command) => {
    if (command.state !== "refused" || command.slot === "count") return;
    if (TO_CONFIRM.has(command.error?.code)) dialogs.open("confirm", command);
    else if (!dialogs.isWaiting) toast(command.error?.message, { stop: command.error?.code !== "done_already" });
  },
});
listeners.add(() => draw());

let chosen = null;
let lastCurrent = null;
let steppedAt = 0;

/** Commands of the panel are not kept over a reload: an hour-old "close the vote" must never fire. */
const sendNow = (verb, args, more) => outbox.send(verb, args, { keep: false, ...more });
const take = (name) => sendNow("room.take_function", { sitting: page.sitting, function: name });

/**
 * A command of a function nobody holds takes it; of one somebody else holds asks once, and both go by one tap.
 * Who presides doesn't work at the desk and is never asked.
 */
function send(verb, args, more) {
  if (!page.can?.count) return sendNow(verb, args, more);
  const held = heldByAnother(store.view, verb);
  if (held) return new Promise((answered) => dialogs.open("takeover", { held, answered, go: () => (void take(held.key), sendNow(verb, args, more)) }));
  if (isFree(store.view, verb)) void take(functionOf(verb));
  return sendNow(verb, args, more);
}
const done = (command) => command.state === "recorded";

const roll = new Roll();
const sound = new Sound({ send: (verb, args) => send(verb, args), say: (words) => toast(words, { stop: true }), redraw: () => draw() });

const actions = {
  sitting: page.sitting,
  send,
  sound,
  busy: () => Date.now() - steppedAt < GUARD || outbox.commands.some((command) => command.slot === "step"),
  handOver: (seat) => send("meetings.hand_over_chair", { sitting: page.sitting, entry: seat.entry }),
  choose: (item) => {
    chosen = item === currentItem(store.view)?.id ? null : item;
    draw();
  },
  open: (kind, subject) => dialogs.open(kind, subject),
  openSeat: (seat) => dialogs.open("seat", seat),
  take,
  beginRoll: () => (roll.begin(), draw()),
  endRoll: () => (roll.end(), draw()),
  turn: (one) => (roll.turn(one), draw()),
  recordRoll: async () => {
    await roll.record(store.view, (entries, where) => actions.presence(entries, where, ""));
    draw();
  },
  undoRoll: () => {
    const entries = roll.undoable(store.view);
    roll.settle();
    void actions.presence(entries, "absent", gettext("Hoàn tác điểm danh"));
    draw();
  },
  /** One press, one step: the button rests a second before the next can be pressed. */
  step: (next) => {
    if (actions.busy()) return;
    chosen = null;
    if (next.opens) return dialogs.open(next.opens, next.opens === "speaking" ? next : undefined);
    roll.settle();
    steppedAt = Date.now();
    setTimeout(draw, GUARD + 20);
    void send(next.verb, next.args, { slot: "step" });
    draw();
  },
  /** Who speaks ends when a vote opens; the command that says whether it was recorded. */
  endSpeech: async () => {
    const one = speakingNow(store.view);
    return one ? send("room.end_speech", { speech: one.id }) : { state: "recorded" };
  },
  openPoll: async ({ verb, args }) => {
    const ended = await actions.endSpeech();
    return done(ended) ? send(verb, args, { slot: "step" }) : ended;
  },
  /** Answers once the question is prepared; what the opening meets is told by itself, for the question stands then. */
  preparePoll: async (item, poll, prepared) => {
    const args = { item: item.id, ...poll, ...(prepared && { poll: prepared.id, version: prepared.version }) };
    const command = await send("voting.prepare_poll", args);
    if (done(command) && !prepared) void actions.openPoll({ verb: "voting.open_poll", args: { poll: command.answer.poll } });
    return command;
  },
  /** A vote on the tablets is annulled only here, by who pressed, with the reason; then the same question on paper. */
  voteOnPaper: async (item, { question, paper, prepared, running, reason }) => {
    if (running && !done(await send("voting.annul_poll", { poll: running.id, reason }))) return;
    const is_secret = Boolean((prepared ?? running)?.is_secret);
    const args = { item: item.id, question, paper, is_secret, ...(prepared && { poll: prepared.id, version: prepared.version }) };
    const command = await send("voting.prepare_poll", args);
    if (done(command)) await actions.openPoll({ verb: "voting.open_paper_poll", args: { poll: command.answer.poll } });
  },
  enterCount: (poll, { counted, teller1, teller2, head = "", ...figures }) => {
    const numbers = Object.fromEntries(Object.entries(figures).map(([name, words]) => [name, Number(words)]));
    const args = { poll: poll.id, ...numbers, head, tellers: [teller1, teller2], counted_at: momentOf(counted) };
    return outbox.send("voting.enter_paper_count", args, { keep: false, slot: "count" }); // two persons, by design: nobody takes over
  },
  correct: (poll, byHand, values) => outbox.send("voting.correct_result", correctionOf(poll, byHand, values), { keep: false, slot: "count" }),
  endItem: async (item, { ending, note, resubmit_on, conclusion }) => {
    const known = store.view.conclusions?.[item.id];
    if (conclusion.trim() && conclusion !== known?.text) {
      const command = await send("agendas.record_conclusion", { item: item.id, text: conclusion, version: known?.version ?? 0 });
      if (!done(command)) return command;
    }
    return send("agendas.end_item", { item: item.id, ending, note: note.trim(), resubmit_on: ending === "not_adopted" ? resubmit_on : null });
  },
  presence: (entries, where, note) => send("meetings.set_presence", { sitting: page.sitting, entries, where, note }),
  suspend: (until, on) => send("meetings.suspend_sitting", { sitting: page.sitting, continues_at: until ? momentOf(until, on) : "" }),
  display: (mode, message = "", item = "") => send("room.set_display", { sitting: page.sitting, mode, message, item }),
};
const dialogs = new Dialogs(box("cp-dialog"), { view: () => store.view, actions });

function draw() {
  const { view } = store;
  const current = currentItem(view)?.id ?? null;
  if (current !== lastCurrent) chosen = null;
  lastCurrent = current;
  render(bar(view, actions), box("cp-bar"));
  sound.follow(view);
  render(html`${links(view, stream, actions)}${soundNotice(view, sound)}`, box("cp-notices"));
  render(functions(view, actions), box("cp-desk"));
  render(chair(view, actions), box("cp-chair"));
  render(html`${items(view, chosen ?? current, actions)}${soundButton(view, sound, actions)}`, box("cp-items"));
  render(middle(view, chosen, actions), box("cp-middle"));
  render(queue(view, actions), box("cp-queue"));
  render(html`${seats(view, roll, actions)}${points(view)}`, box("cp-seats"));
  drawTalk(view, outbox);
}

/** One letter each while nothing is being typed: b to the next step, d to the roll, 1 2 3 to a function of the desk. */
const KEYS = { b: ".cp-step .btn-big", d: "#cp-seats .cp-head .btn", 1: ".cp-function:nth-of-type(1)", 2: ".cp-function:nth-of-type(2)", 3: ".cp-function:nth-of-type(3)" };
document.addEventListener("keydown", (event) => {
  const isTyping = event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, dialog");
  if (!isTyping && KEYS[event.key]) document.querySelector(KEYS[event.key])?.focus();
});

store.subscribe(draw);
setInterval(draw, 1000);
draw();
document.title = `${gettext("Điều hành")} · ${store.view.sitting?.short_title ?? store.view.sitting?.title ?? ""}`;
