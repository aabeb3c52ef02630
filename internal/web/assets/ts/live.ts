/**
 * <live-stream src="/events/…" events="answer comment">: passes what the server
 * says on to htmx. An element inside reacts to hx-trigger="live:answer from:closest live-stream".
 * The address says since when the page knows: what happened meanwhile comes first.
 * With pause="1000", events of one name are passed on at most once a second.
 * The browser reconnects by itself and tells the server the last event it saw;
 * "live:reset" comes when too much was missed and the part must be read anew.
 */
export class LiveStream extends HTMLElement {
  private source?: EventSource;
  private readonly waits = new Map<string, number>(); // names that were passed on a moment ago
  private readonly held = new Map<string, string>(); // and what came for them since

  // A page that was left may be kept by the browser for the way back, and its
  // line with it: six of those, and the browser opens no other to the site.
  private readonly leave = (): void => { this.source?.close(); };
  private readonly comeBack = (e: PageTransitionEvent): void => {
    if (!e.persisted) return;
    this.open();
    this.dispatchEvent(new CustomEvent("live:reset"));
  };

  connectedCallback(): void {
    this.open();
    window.addEventListener("pagehide", this.leave);
    window.addEventListener("pageshow", this.comeBack);
  }

  disconnectedCallback(): void {
    this.leave();
    window.removeEventListener("pagehide", this.leave);
    window.removeEventListener("pageshow", this.comeBack);
    for (const timer of this.waits.values()) window.clearTimeout(timer);
    this.waits.clear();
    this.held.clear();
  }

  private open(): void {
    const src = this.getAttribute("src");
    if (!src) return;
    this.source = new EventSource(src);
    for (const name of ["reset", ...(this.getAttribute("events") ?? "").split(/\s+/).filter(Boolean)]) {
      this.source.addEventListener(name, (e) => {
        this.pass(name, (e as MessageEvent<string>).data);
      });
    }
  }

  // The first of many is passed on at once and the last after a pause: a
  // hundred files read in a minute must not make every page ask a hundred times.
  private pass(name: string, data: string): void {
    const pause = Number(this.getAttribute("pause") ?? 0);
    if (this.waits.has(name)) {
      this.held.set(name, data);
      return;
    }
    this.dispatchEvent(new CustomEvent(`live:${name}`, { detail: data }));
    if (!pause) return;
    this.waits.set(name, window.setTimeout(() => {
      this.waits.delete(name);
      const last = this.held.get(name);
      this.held.delete(name);
      if (last !== undefined) this.pass(name, last);
    }, pause));
  }
}
