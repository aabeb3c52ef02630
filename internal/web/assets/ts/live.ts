/**
 * <live-stream src="/events/…" events="answer comment">: passes what the server
 * says on to htmx. An element inside reacts to hx-trigger="live:answer from:closest live-stream".
 * The browser reconnects by itself and tells the server the last event it saw;
 * "live:reset" comes when too much was missed and the part must be read anew.
 */
export class LiveStream extends HTMLElement {
  private source?: EventSource;

  connectedCallback(): void {
    const src = this.getAttribute("src");
    if (!src) return;
    this.source = new EventSource(src);
    for (const name of ["reset", ...(this.getAttribute("events") ?? "").split(/\s+/).filter(Boolean)]) {
      this.source.addEventListener(name, (e) => {
        this.dispatchEvent(new CustomEvent(`live:${name}`, { detail: (e as MessageEvent<string>).data }));
      });
    }
  }

  disconnectedCallback(): void {
    this.source?.close();
  }
}
