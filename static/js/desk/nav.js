// On a phone the desk's bar scrolls sideways: the page one is on is brought into sight.
const bar = document.querySelector(".desk-nav ul");
const here = bar?.querySelector('[aria-current="page"]')?.closest("li");
if (here && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
