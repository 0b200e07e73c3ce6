// Marks that scripts run, so that controls which need them may show; focuses what asks for it.
document.documentElement.classList.add("js");
document.querySelector("[data-focus]")?.focus();

// What the address has the page say once, a reload does not say again.
const address = new URL(location);
if (address.searchParams.has("added")) {
  address.searchParams.delete("added");
  history.replaceState(history.state, "", address);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});
