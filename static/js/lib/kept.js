import { openDB } from "idb";

/**
 * Where commands wait on the device, one row per command, under the person whose they are: a closed tab or a restarted
 * tablet finds them again, and nobody else who signs in here is given them. Two pages never write over each other.
 * @typedef {{all: () => Promise<any[]>, put: (row: any) => Promise<void>, remove: (key: string) => Promise<void>,
 *   tell?: (news: any) => void, listen?: (hear: (news: any) => void) => void}} Shelf
 */

/** @returns {Shelf} rows in IndexedDB; of a page without a person, or where the browser has none, in this tab alone */
export function commandShelf(person, { onLoan = false, storage = globalThis.sessionStorage, factory = globalThis.indexedDB } = {}) {
  if (!person || onLoan || !factory) return inTab(storage, `outbox:${person}`);
  const opened = openDB("commands", 1, {
    upgrade: (database) => database.createObjectStore("rows", { keyPath: ["person", "key"] }),
    blocking: async () => (await opened).close(),
  });
  const tab = inTab(storage, `outbox:${person}`);
  const either = async (deed, instead) => {
    try {
      return await deed(await opened);
    } catch {
      return instead(); // a full or locked storage must not stop a vote
    }
  };
  opened.catch(() => {});
  return {
    all: async () => [
      ...(await tab.all()),
      ...(await either((database) => database.getAll("rows", IDBKeyRange.bound([person], [person, []])), () => [])),
    ],
    put: (row) => either((database) => database.put("rows", { ...row, person }), () => tab.put(row)),
    remove: async (key) => {
      await tab.remove(key);
      await either((database) => database.delete("rows", [person, key]), () => {});
    },
    ...between(person),
  };
}

/** Rows of one tab: they outlive a reload and no more. */
export function inTab(storage, name) {
  const read = () => {
    try {
      return JSON.parse(storage?.getItem(name) ?? "[]");
    } catch {
      return [];
    }
  };
  const write = (rows) => {
    try {
      storage?.setItem(name, JSON.stringify(rows));
    } catch {
      // The command still lives in memory.
    }
  };
  const others = (key) => read().filter((row) => row.key !== key);
  return {
    all: async () => read(),
    put: async (row) => write([...others(row.key), row]),
    remove: async (key) => {
      const rows = read();
      if (rows.some((row) => row.key === key)) write(others(key));
    },
  };
}

/** Pages of one person in one browser tell each other what was answered. */
function between(person) {
  if (!globalThis.BroadcastChannel) return {};
  const channel = new BroadcastChannel(`commands:${person}`);
  return {
    tell: (news) => channel.postMessage(JSON.parse(JSON.stringify(news))),
    listen: (hear) => (channel.onmessage = ({ data }) => hear(data)),
  };
}
