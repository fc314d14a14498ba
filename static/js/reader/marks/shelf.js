import { url } from "../../lib/page.js";
import { uuid } from "../../lib/uuid.js";
import { quoteOf } from "./anchors.js";

const STEPS_BACK = 50;

/**
 * The marks of one version on this device: what the server has, and over it what still waits to be sent. Every deed
 * goes through the outbox, so it is kept without a network and takes effect once; ids are made here.
 */
export class Shelf {
  /** @param {{outbox: any, onChange: () => void, keep?: (version: string, marks: any[]) => void}} options
   *   `keep` writes the marks the house has into the pack of this device, so that they are there without a network */
  constructor({ outbox, onChange, keep = () => {} }) {
    Object.assign(this, { outbox, onChange, keep, version: null, marks: new Map(), undone: [] });
    // What an earlier page left unsent is known only once it was read.
    void outbox.ready?.then(() => this.version && this.over());
  }

  /** Shows the marks of another version; what can't be fetched now is fetched when the connection is back. */
  async open(version) {
    if (this.version !== version) Object.assign(this, { version, marks: new Map(), undone: [] });
    this.over();
    try {
      const response = await fetch(url("marks", { version }), { headers: { Accept: "application/json" } });
      if (!response.ok || this.version !== version) return;
      const { marks } = await response.json();
      if (this.version !== version) return;
      this.marks = new Map(marks.map((mark) => [mark.id, mark]));
      if (!response.headers?.get("X-From-Pack")) this.putBy();
      this.over();
    } catch {
      // Without a network the reader goes on with what is here.
    }
  }

  /** Lays the unanswered deeds over what is known. */
  over() {
    for (const { verb, args } of this.outbox.commands) {
      const known = this.marks.get(args.id);
      // An earlier mark is named with the version it was made on.
      if (verb === "annotations.save_mark" && (known || args.version === this.version)) this.put(args);
      if (!known) continue;
      if (verb === "annotations.delete_mark") this.marks.delete(args.id);
      if (verb === "annotations.share_mark") this.marks.set(args.id, { ...known, shared_with: args.persons, office: args.office });
      if (verb === "annotations.reattach_mark" && args.version === this.version) this.move(known, args.target);
    }
    this.onChange();
  }

  /** Does something of this mark still wait to be sent? */
  waits(mark) {
    return this.outbox.commands.some(({ verb, args }) => verb.startsWith("annotations.") && args.id === mark.id);
  }

  /** The marks as the house has them go into the pack, if there is one. */
  putBy() {
    this.keep(this.version, this.list.filter((mark) => mark.version && !this.waits(mark)));
  }

  put(args) {
    const known = this.marks.get(args.id) ?? { state: "made", made_at: new Date().toISOString(), shared_with: [], office: false };
    const { id, kind, colour, body, target } = args;
    const place = known.state === "made" ? { target } : {};
    this.marks.set(id, { ...known, ...place, id, kind, colour, body, quote: quoteOf(target) || (known.quote ?? ""), is_mine: true });
  }

  get list() {
    return [...this.marks.values()];
  }

  get mine() {
    return this.list.filter((mark) => mark.is_mine);
  }

  /** The mark made last on this device. */
  get newest() {
    return this.list.at(-1);
  }

  make(kind, colour, target, body = "") {
    const args = { id: uuid(), version: this.version, kind, colour, target, body };
    this.undone.push({ verb: "delete", id: args.id });
    return this.save(args);
  }

  change(mark, values) {
    this.undone.push({ verb: "change", id: mark.id, values: { body: mark.body, colour: mark.colour } });
    return this.edit(mark, values);
  }

  edit(mark, values) {
    const { id, kind, colour, body, target } = { ...mark, ...values };
    const version = mark.made_on ?? this.version;
    return this.save({ id, version, kind, colour, body, target: target ?? {}, ...(mark.version && { edited_from: mark.version }) });
  }

  async save(args) {
    this.undone = this.undone.slice(-STEPS_BACK);
    this.put(args);
    this.onChange();
    const { state, answer } = await this.outbox.send("annotations.save_mark", args, { slot: `mark:${args.id}` });
    if (state !== "recorded") return this.open(this.version);
    const known = this.marks.get(args.id);
    if (known) this.marks.set(args.id, { ...known, version: answer.version, made_on: answer.made_on });
    this.putBy();
    this.onChange();
    return undefined;
  }

  async remove(mark, { isUndo = false } = {}) {
    if (!isUndo) this.undone.push({ verb: "restore", mark });
    this.marks.delete(mark.id);
    const slot = `mark:${mark.id}`;
    const isNowhere = !mark.version && this.outbox.takeBack(slot);
    this.onChange();
    if (isNowhere) return;
    const args = { id: mark.id, version: mark.made_on ?? this.version };
    const { state, error, key } = await this.outbox.send("annotations.delete_mark", args, { slot });
    // A mark that never arrived is as gone as it should be.
    if (state === "refused" && error?.code === "not_found") this.outbox.dismiss(key);
    else if (state === "recorded") this.putBy();
  }

  /** Brings a deleted mark back; one the server never had is made again. */
  async restore(mark) {
    this.marks.set(mark.id, mark);
    this.onChange();
    if (!mark.version) return this.edit(mark, {});
    const args = { id: mark.id, version: mark.made_on ?? this.version };
    await this.outbox.send("annotations.restore_mark", args, { slot: `mark:${mark.id}` });
    return undefined;
  }

  undo() {
    const step = this.undone.pop();
    if (!step) return;
    const mark = step.mark ?? this.marks.get(step.id);
    if (!mark) return this.undo();
    if (step.verb === "delete") this.remove(mark, { isUndo: true });
    else if (step.verb === "restore") this.restore(mark);
    else this.edit(mark, step.values);
  }

  async share(mark, persons, office) {
    const args = { id: mark.id, version: mark.made_on ?? this.version, persons, office };
    const { state } = await this.outbox.send("annotations.share_mark", args, { slot: `share:${mark.id}` });
    const known = this.marks.get(mark.id);
    if (state === "recorded" && known) this.marks.set(mark.id, { ...known, shared_with: persons, office });
    this.onChange();
    return state === "recorded";
  }

  async reattach(mark, target) {
    this.move(mark, target);
    this.onChange();
    await this.outbox.send("annotations.reattach_mark", { id: mark.id, version: this.version, target }, { slot: `place:${mark.id}` });
    await this.open(this.version);
  }

  /** Where a mark stands now; ink keeps the strokes it was made with. */
  move(mark, target) {
    const { strokes, box } = mark.target ?? mark.made_target ?? {};
    this.marks.set(mark.id, { ...mark, state: "placed", target: { ...target, ...(strokes && { strokes, box }) } });
  }
}
