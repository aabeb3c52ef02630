// What every page loads. Nothing here is needed to use the site: forms and
// links work without it.
import htmx from "htmx.org/dist/htmx.esm.js";
import "./dialog";
import "./once";
import "./keep";
import { installKeys } from "./keys";
import { CopyLink } from "./copy";
import { FileDrop } from "./drop";
import { LiveStream } from "./live";
import { RowPicker } from "./rows";
import { AutoSave } from "./save";

// The content security policy forbids eval and style elements.
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages hold what must not lie about in storage
// Errors are shown too: the server says where (HX-Retarget), 422 is a form with its faults.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[2345]..", swap: true },
];

customElements.define("auto-save", AutoSave);
customElements.define("copy-link", CopyLink);
customElements.define("file-drop", FileDrop);
customElements.define("live-stream", LiveStream);
customElements.define("row-picker", RowPicker);
installKeys();

// A request that never reached the server: say so, lose nothing.
for (const event of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(event, () => {
    const offline = document.getElementById("offline");
    if (offline) offline.hidden = false;
  });
}
document.addEventListener("htmx:afterRequest", (e) => {
  const offline = document.getElementById("offline");
  if (offline && (e as CustomEvent<{ successful: boolean }>).detail.successful) offline.hidden = true;
});
