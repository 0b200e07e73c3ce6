// On a phone the desk's bar and a page's tabs scroll sideways: the one that is open is brought into sight.
for (const bar of document.querySelectorAll(".desk-nav ul, .tabs")) {
  const here = bar.querySelector('[aria-current="page"]');
  if (!here || bar.scrollWidth <= bar.clientWidth) continue;
  const [frame, box] = [bar.getBoundingClientRect(), here.getBoundingClientRect()];
  bar.scrollLeft += box.left - frame.left - (frame.width - box.width) / 2;
}
