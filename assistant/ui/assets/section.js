// A section that was opened comes to view: its marked words, else its heading, which takes the focus.
const show = () => {
  const heading = element.querySelector(".section-heading");
  if (!heading) return;
  heading.focus({ preventScroll: true });
  (element.querySelector("mark") ?? heading).scrollIntoView({ block: "center" });
};
watch("value", () => setTimeout(show, 150)); // the tab itself may only now be coming to view
setTimeout(show, 300);
