// What was typed survives a lost connection, an expired session or a closed
// tab: a form with data-keep="NAME" lies in this browser until it is sent well.
// The server answers a good form with a redirect to a page that carries
// <meta name="kept" content="NAME">, or with the event "kept", and then it goes.

// Desks are shared: what one account typed is not shown to the next, and signing
// out takes it away.
const account = document.querySelector<HTMLMetaElement>("meta[name=account]")?.content ?? "";
const prefix = `thao:${account}:`;

// What was typed in one docket is not offered in another.
function place(name: string): string {
  const docket = /^\/dockets\/([0-9a-z]{26})(\/|$)/.exec(location.pathname)?.[1];
  return prefix + (docket ? docket + ":" : "") + name;
}

function fields(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...form.elements].filter(
    (f): f is HTMLInputElement | HTMLTextAreaElement =>
      f instanceof HTMLTextAreaElement || (f instanceof HTMLInputElement && f.type === "text"),
  );
}

// Several fields of a form may have one name; no two have one id.
function key(f: HTMLInputElement | HTMLTextAreaElement): string { return f.id || f.name; }

function save(form: HTMLFormElement): void {
  const typed: Record<string, string> = {};
  for (const f of fields(form)) if (f.value !== f.defaultValue) typed[key(f)] = f.value;
  const name = place(form.dataset["keep"] ?? "");
  if (Object.keys(typed).length > 0) localStorage.setItem(name, JSON.stringify(typed));
  else localStorage.removeItem(name);
}

function restore(form: HTMLFormElement): void {
  const text = localStorage.getItem(place(form.dataset["keep"] ?? ""));
  if (!text) return;
  const typed = JSON.parse(text) as Record<string, string>;
  let restored = false;
  for (const f of fields(form)) {
    const was = typed[key(f)];
    if (was === undefined || f.value !== "" && f.value !== f.defaultValue || was === f.value) continue;
    f.value = was;
    restored = true;
  }
  const notice = form.querySelector<HTMLElement>("[data-kept-notice]");
  if (restored && notice) notice.hidden = false;
}

// A form outside of any docket may have led into one: what it began.
function forget(name: string): void {
  localStorage.removeItem(place(name));
  localStorage.removeItem(prefix + name);
}

document.addEventListener("input", (e) => {
  const form = e.target instanceof Element ? e.target.closest<HTMLFormElement>("form[data-keep]") : null;
  if (form) save(form);
});
document.addEventListener("submit", (e) => {
  if (!(e.target instanceof HTMLFormElement) || !e.target.hasAttribute("data-sign-out")) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith("thao:")) localStorage.removeItem(name);
});
document.addEventListener("kept", (e) => forget((e as CustomEvent<{ value: string }>).detail.value));

function arrive(): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=kept]")) forget(meta.content);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) restore(form);
}
document.addEventListener("DOMContentLoaded", arrive);
document.addEventListener("htmx:load", (e) => {
  const part = (e as CustomEvent<{ elt: Element }>).detail.elt;
  for (const form of part.querySelectorAll<HTMLFormElement>("form[data-keep]")) restore(form);
});

export {};
