// Shows what is typed into a password field: data-reveals="id" on a button. Hidden again before it is sent, so that
// browsers know it for a password.
const reveal = (button, shown) => {
  document.getElementById(button.dataset.reveals).type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveals]");
  if (button) reveal(button, button.getAttribute("aria-pressed") !== "true");
});

document.addEventListener("submit", (event) => {
  event.target.querySelectorAll("[data-reveals]").forEach((button) => reveal(button, false));
});
