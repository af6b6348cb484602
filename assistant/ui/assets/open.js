// Links to sections open in this page, so that the conversation stays; the address changes with them.
const ask = (address) => {
  const query = new URL(address, window.location.href).searchParams;
  trigger("open", { section: query.get("osio") ?? "", place: query.get("kohta") ?? "" });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.section-link");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  window.history.pushState(null, "", link.getAttribute("href"));
  ask(link.href);
});

window.addEventListener("popstate", () => ask(window.location.href));
