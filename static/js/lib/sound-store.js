/** Where pieces of sound wait on the device: IndexedDB; memory alone where the browser has none (a private window). */
export async function soundStore(factory = globalThis.indexedDB) {
  try {
    return inDatabase(await open(factory));
  } catch {
    return inMemory();
  }
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open(factory) {
  const request = factory.open("sound", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("pieces", { keyPath: ["recording", "number"] });
  return done(request);
}

function inDatabase(database) {
  const rows = (mode) => database.transaction("pieces", mode).objectStore("pieces");
  return {
    all: () => done(rows("readonly").getAll()),
    put: (piece) => done(rows("readwrite").put(piece)),
    remove: (piece) => done(rows("readwrite").delete([piece.recording, piece.number])),
  };
}

export function inMemory() {
  const pieces = new Map();
  const key = ({ recording, number }) => `${recording} ${number}`;
  return {
    all: async () => [...pieces.values()],
    put: async (piece) => void pieces.set(key(piece), piece),
    remove: async (piece) => void pieces.delete(key(piece)),
  };
}
