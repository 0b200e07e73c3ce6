// A short word at the foot of the screen: document.dispatchEvent(new CustomEvent("toast", { detail: "…" })).
const SECONDS = 4;
const shelf = document.createElement("div");
shelf.className = "toasts";
shelf.setAttribute("role", "status");
document.body.append(shelf);

document.addEventListener("toast", (event) => {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = event.detail;
  shelf.append(toast);
  setTimeout(() => toast.remove(), SECONDS * 1000);
});
