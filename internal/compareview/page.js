(() => {
  const get = id => document.getElementById(id);
  const entries = [...document.querySelectorAll(".clist a")];
  if (!entries.length) return;
  const keys = document.querySelector(".keys"), at = keys.querySelector(".at");
  keys.hidden = false;
  if (matchMedia("(width < 72rem)").matches) document.querySelector(".changes").open = false;
  let current = null;
  const visible = () => entries.filter(a => getComputedStyle(a.parentElement).display !== "none");
  const row = a => get(a.hash.slice(1));
  const mark = a => {
    if (current) { current.removeAttribute("aria-current"); row(current).classList.remove("is-on"); }
    current = a;
    a.setAttribute("aria-current", "true");
    row(a).classList.add("is-on");
    const list = visible();
    at.textContent = `${list.indexOf(a) + 1} / ${list.length}`;
    const box = document.querySelector(".changes");
    if (box.open && box.scrollHeight > box.clientHeight) {
      box.scrollTop = a.offsetTop - box.clientHeight / 2;
    }
  };
  const show = a => {
    mark(a);
    row(a).focus({ preventScroll: true });
    row(a).scrollIntoView({ block: "start" });
    history.replaceState(null, "", a.hash);
  };
  const on = (e, selector) => e.target instanceof Element && e.target.matches(selector);
  const step = by => {
    const list = visible();
    if (!list.length) return;
    const i = list.indexOf(current);
    show(list[i < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(i + by, 0), list.length - 1)]);
  };
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || on(e, "textarea, select, input:not([type=radio], [type=checkbox])")) return;
    const arrows = !on(e, "input");
    switch (e.key) {
      case "j": case "n": step(1); break;
      case "k": case "p": step(-1); break;
      case "ArrowRight": if (!arrows) return; step(1); break;
      case "ArrowLeft": if (!arrows) return; step(-1); break;
      case "v": (get("v-pair").checked ? get("v-one") : get("v-pair")).click(); if (current) row(current).scrollIntoView({ block: "start" }); break;
      case "o": get("only").click(); if (current) row(current).scrollIntoView({ block: "start" }); break;
      default: return;
    }
    e.preventDefault();
  });
  entries.forEach(a => a.addEventListener("click", e => { e.preventDefault(); show(a); }));
  addEventListener("hashchange", () => { const a = entries.find(a => a.hash === location.hash); if (a) mark(a); });
  const start = entries.find(a => a.hash === location.hash);
  if (start) show(start);
})();
