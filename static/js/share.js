// The phone's own way to share, where there is one: data-share="address" on a hidden button.
if (navigator.share) document.querySelectorAll("[data-share]").forEach((button) => (button.hidden = false));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-share]");
  if (button) navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(() => {});
});
