/**
 * Which version of the open paper is read: the newest when it was opened, and that one until the reader taps for
 * another, whatever arrives meanwhile. Marks are made on it.
 */
export class Held {
  /** @param {{id: string, version_id: string, version: number, pages?: number}} paper as the sitting tells of it now */
  of(paper) {
    if (this.now?.paper !== paper.id) this.takeNewest(paper);
    return { ...this.now, isOld: this.now.number < paper.version };
  }

  takeNewest(paper) {
    this.now = { paper: paper.id, id: paper.version_id, number: paper.version, pages: paper.pages };
  }

  /** An older version he chose, as the list of versions has it. */
  take(paper, version) {
    this.now = { paper: paper.id, id: version.id, number: version.number, pages: version.pages };
  }

  drop() {
    this.now = null;
  }
}
