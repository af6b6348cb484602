// A section that was opened comes to view: its marked words, else its heading, which takes the focus.
const show = () => {
  const heading = element.querySelector(".section-heading");
  if (!heading) return;
  heading.focus({ preventScroll: true });
  (element.querySelector("mark") ?? heading).scrollIntoView({ block: "center" });
};
watch("value", () => setTimeout(show, 150)); // the tab itself may only now be coming to view
setTimeout(show, 300);

// The address of the section, to be sent to a colleague: to the clipboard, and into the browser's own address.
element.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-link]");
  if (!button) return;
  const address = new URL(button.dataset.link, window.location.href).href;
  if (address !== window.location.href) window.history.pushState(null, "", address);
  const told = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(address);
    told.textContent = button.dataset.done;
  } catch {
    told.textContent = button.dataset.failed;
  }
});
