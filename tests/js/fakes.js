/** A socket that the test plays the server of. */
export class FakeSocket {
  static opened = [];

  constructor(url) {
    this.url = url;
    this.readyState = 0;
    this.sent = [];
    FakeSocket.opened.push(this);
  }

  static get last() {
    return FakeSocket.opened.at(-1);
  }

  accept() {
    this.readyState = 1;
    this.onopen?.();
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  reply(verb, answer) {
    const asked = this.sent.findLast((message) => message.verb === verb);
    this.push({ re: asked.id, ...answer });
  }

  push(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  close(code = 1000) {
    this.readyState = 3;
    this.closedWith = code;
  }
}

/** Session storage in a Map. */
export function memoryStorage() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value), kept };
}

/** Lets promises that are ready run. */
export const settle = async () => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
};
