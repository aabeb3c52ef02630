/**
 * <live-stream src="/events/…" events="answer comment">: passes what the server
 * says on to htmx. An element inside reacts to hx-trigger="live:answer from:closest live-stream".
 * The browser reconnects by itself and tells the server the last event it saw;
 * "live:reset" comes when too much was missed and the part must be read anew.
 */
export class LiveStream extends HTMLElement {
  private source?: EventSource;

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
  }

  private open(): void {
    const src = this.getAttribute("src");
    if (!src) return;
    this.source = new EventSource(src);
    for (const name of ["reset", ...(this.getAttribute("events") ?? "").split(/\s+/).filter(Boolean)]) {
      this.source.addEventListener(name, (e) => {
        this.dispatchEvent(new CustomEvent(`live:${name}`, { detail: (e as MessageEvent<string>).data }));
      });
    }
  }
}
