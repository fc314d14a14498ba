/**
 * Where the reader is: item, paper, page, and whether he follows the presider. Written into the
 * address, so that a reload, a link and the back key come to the same place.
 */
export class Place {
  constructor(onChange) {
    this.onChange = onChange;
    this.following = false;
    this.read();
    addEventListener("popstate", () => {
      this.read();
      this.onChange(this);
    });
  }

  read() {
    const values = new URLSearchParams(location.hash.slice(1));
    this.item = values.get("item");
    this.paper = values.get("paper");
    this.page = Number(values.get("page")) || 1;
  }

  /** Goes somewhere; a new item or paper is a step the back key undoes, a page is not. */
  go(change) {
    const step = ["item", "paper"].some((name) => name in change && change[name] !== this[name]);
    Object.assign(this, change);
    const values = new URLSearchParams();
    for (const name of ["item", "paper"]) if (this[name]) values.set(name, this[name]);
    if (this.paper && this.page > 1) values.set("page", this.page);
    history[step ? "pushState" : "replaceState"](null, "", `#${values}`);
    this.onChange(this);
  }
}
