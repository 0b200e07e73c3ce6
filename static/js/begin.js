// Marks that scripts run, so that controls which need them may show; focuses what asks for it.
document.documentElement.classList.add("js");
document.querySelector("[data-focus]")?.focus();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});
