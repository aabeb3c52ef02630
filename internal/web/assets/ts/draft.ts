// Loaded on the pages of a draft: stepping through changes, choosing a row of
// a tree by going to it. Without it both are done with the mouse.

const typing = "input:not([type=checkbox], [type=radio]), textarea, select";

/** <step-changes>: n and p go to the next and the previous change, y opens what stands behind it. */
class StepChanges extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("keydown", this.onKey);
    window.addEventListener("hashchange", this.mark);
    this.mark();
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.onKey);
    window.removeEventListener("hashchange", this.mark);
  }

  private readonly onKey = (e: KeyboardEvent): void => {
    if (e.ctrlKey || e.altKey || e.metaKey || !["n", "p", "y"].includes(e.key)) return;
    if (e.target instanceof Element && e.target.closest(typing)) return;
    if (e.key === "y") {
      const behind = this.querySelector<HTMLDetailsElement>(".pair.is-on details.behind");
      if (behind) behind.open = !behind.open;
      return;
    }
    const links = this.links();
    if (links.length === 0) return;
    const at = links.findIndex((l) => l.hash === location.hash);
    const next = e.key === "n" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0);
    const link = links[next];
    if (!link) return;
    e.preventDefault();
    location.hash = link.hash;
    document.getElementById(link.hash.slice(1))?.focus({ preventScroll: true });
  };

  private readonly mark = (): void => {
    for (const l of this.links()) {
      if (l.hash === location.hash && l.hash !== "") {
        l.setAttribute("aria-current", "true");
        l.scrollIntoView({ block: "nearest" });
      } else {
        l.removeAttribute("aria-current");
      }
    }
    for (const on of this.querySelectorAll(".pair.is-on")) on.classList.remove("is-on");
    if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.classList.add("is-on");
  };

  private links(): HTMLAnchorElement[] {
    return [...this.querySelectorAll<HTMLAnchorElement>(".clist a")];
  }
}

/** <pick-row>: the row of a list that has the focus is the chosen one. */
class PickRow extends HTMLElement {
  connectedCallback(): void {
    const now = this.querySelector<HTMLInputElement>("input[type=radio]:checked");
    now?.focus({ preventScroll: true });
    now?.scrollIntoView({ block: "center" });
    this.addEventListener("focusin", (e) => {
      const row = e.target;
      if (row instanceof HTMLInputElement && row.type === "radio") row.checked = true;
    });
  }
}

/** <find-node>: an address that names a node on another page of the text leads there. */
class FindNode extends HTMLElement {
  connectedCallback(): void {
    this.go();
    window.addEventListener("hashchange", this.go);
  }

  disconnectedCallback(): void {
    window.removeEventListener("hashchange", this.go);
  }

  private readonly go = (): void => {
    const node = decodeURIComponent(location.hash.slice(1));
    const here = new URLSearchParams(location.search).get("at");
    if (!node || node === "main" || node === here || document.getElementById(node)) return;
    location.replace(`${location.pathname}?at=${encodeURIComponent(node)}${location.hash}`);
  };
}

customElements.define("find-node", FindNode);
customElements.define("step-changes", StepChanges);
customElements.define("pick-row", PickRow);
