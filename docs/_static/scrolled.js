// What is wider than its place is moved sideways, by keys too.
function reach() {
  for (const wide of document.querySelectorAll(".highlight > pre, .table-wrapper")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
}

reach();
addEventListener("resize", reach);
