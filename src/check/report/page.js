// The filter: which rows and cases are shown. Without this script all of them are.
(() => {
  "use strict";
  const form = document.querySelector(".filter");
  const rows = [...document.querySelectorAll("tbody tr")];
  const said = form.querySelector("output");
  const apply = () => {
    const status = form.elements.status.value;
    const part = form.elements.name.value.toLowerCase();
    let count = 0;
    for (const row of rows) {
      const name = row.querySelector("th");
      const shown = (status === "all" || row.dataset.status === status) && name.textContent.toLowerCase().includes(part);
      row.hidden = !shown;
      count += shown ? 1 : 0;
      const link = name.querySelector("a");
      if (link) document.getElementById(link.hash.slice(1)).hidden = !shown;
    }
    said.textContent = `${count} of ${rows.length} shown`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
