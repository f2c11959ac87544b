"use strict";
// Everything here works on what stands in the page already: without it, the page shows the beginning of each table.
(() => {
  const PAGE = 15; // rows of a table that are shown at first
  const MORE = 100; // and how many each click adds
  const PRINTED = 200; // rows up to which a table is printed whole
  const data = JSON.parse(document.getElementById("data").textContent);
  // However a letter is put together, and a number with its commas or without.
  const plain = (text) => text.normalize("NFKC").toLocaleLowerCase("en");
  const sought = (text) => { const said = plain(text); return `${said}\n${said.replace(/(\d),(?=\d{3})/g, "$1")}`; };
  const spaced = (text) => plain(text).replace(/\s+/g, " ").trim();

  // Returns what tells whether cells have all of the words; what is in quotes is a whole cell.
  function finder(query) {
    const whole = /^\s*"(.+)"\s*$/s.exec(query);
    if (whole !== null) { const wanted = spaced(whole[1]); return (_, cells) => cells().some((cell) => spaced(cell) === wanted); }
    const words = plain(query).split(/\s+/).filter(Boolean);
    return (text) => words.every((word) => text.includes(word));
  }

  // How a cell reads; the page itself says it the same way.
  function shown(cell, kind) {
    if (cell === null || cell === "") return "–";
    if (kind === "flag") return cell ? "yes" : "no";
    if (kind === "moment") return String(cell).slice(0, 16).replace("T", " ");
    if (typeof cell === "string") return cell.trim() === "" ? `"${cell}"` : cell;
    return kind === "share" ? `${(cell * 100).toFixed(1)}%` : cell.toLocaleString("en");
  }

  function compare(one, other) {
    if (one === null || other === null) return (one === null) - (other === null);
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one).localeCompare(String(other), "en", { numeric: true });
  }

  // A table that can be searched and sorted, of which some rows are shown at a time.
  function grid(section) {
    const rows = data[section.dataset.table];
    const heads = [...section.querySelectorAll("th")];
    const kinds = heads.map((head) => head.dataset.kind);
    const body = section.querySelector("tbody");
    const search = section.querySelector("input");
    const foot = section.querySelector(".more");
    const [status, more] = foot.children;
    const texts = new Map();
    let found = rows;
    let most = PAGE;

    const cells = (row) => row.map((cell, at) => shown(cell, kinds[at]));
    function text(row) {
      if (!texts.has(row)) texts.set(row, sought(cells(row).join("\n")));
      return texts.get(row);
    }

    function line(row) {
      const made = document.createElement("tr");
      row.forEach((cell, at) => {
        const holder = made.insertCell();
        holder.className = kinds[at];
        const bdi = document.createElement("bdi");
        bdi.textContent = shown(cell, kinds[at]);
        holder.append(bdi);
      });
      return made;
    }

    function draw(count = most) {
      const few = found.slice(0, count);
      body.replaceChildren(...few.map(line));
      status.textContent = found.length === 0 ? "No row has all of this." : `${few.length.toLocaleString("en")} of ${found.length.toLocaleString("en")}`;
      more.hidden = few.length === found.length;
    }

    function find() {
      const fits = finder(search.value);
      found = rows.filter((row) => fits(text(row), () => cells(row)));
      most = PAGE;
      draw();
    }

    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.ariaSort === "ascending" || (!head.ariaSort && kinds[at] !== "text" && kinds[at] !== "code");
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.ariaSort = down ? "descending" : "ascending";
        rows.sort((one, other) => {
          if (one[at] === null || other[at] === null) return compare(one[at], other[at]);
          return down ? compare(other[at], one[at]) : compare(one[at], other[at]);
        });
        find();
      });
    });
    search.addEventListener("input", find);
    search.parentElement.hidden = false;
    more.addEventListener("click", () => {
      most += MORE;
      draw();
      if (more.hidden) section.querySelector(".scroll").focus({ preventScroll: true }); // the button is gone
    });
    addEventListener("beforeprint", () => {
      if (found.length <= PRINTED) draw(PRINTED);
      else status.textContent += " rows; the page itself has all.";
    });
    addEventListener("afterprint", () => draw());
    foot.hidden = false;
    draw();
  }

  // The findings: searched, and chosen by severity and check.
  function findings() {
    const tools = document.getElementById("tools");
    if (tools === null) return; // nothing was found
    const search = document.getElementById("search");
    const check = document.getElementById("check");
    const boxes = [...tools.querySelectorAll("input[name=severity]")];
    const sections = [...document.querySelectorAll("section.check")].map((section) => ({
      section,
      rows: [...section.querySelectorAll("tbody tr")].map((row) => ({ row, text: sought(row.textContent) })),
      about: sought(section.querySelector("summary").textContent),
    }));

    function find() {
      const fits = finder(search.value);
      const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      let total = 0;
      for (const { section, rows, about } of sections) {
        const asked = chosen.has(section.dataset.severity) && (!check.value || check.value === section.id);
        let count = 0;
        for (const { row, text } of rows) {
          row.hidden = !(asked && fits(`${text}\n${about}`, () => [...row.querySelectorAll("bdi, code")].map((cell) => cell.textContent)));
          count += !row.hidden;
        }
        section.hidden = count === 0;
        total += count;
      }
      const said = total === 0 ? "No finding is like this." : total === 1 ? "1 finding" : `${total.toLocaleString("en")} findings`;
      document.getElementById("matches").textContent = said;
    }

    // What a link leads to is shown, whatever was chosen and folded before.
    function reveal() {
      const section = sections.map((each) => each.section).find((each) => `#${each.id}` === location.hash);
      if (section === undefined) return;
      if (section.hidden) {
        search.value = check.value = "";
        boxes.find((box) => box.value === section.dataset.severity).checked = true;
        find();
      }
      section.querySelector("details").open = true;
      section.scrollIntoView();
    }

    for (const input of [search, check, ...boxes]) input.addEventListener("input", find);
    tools.hidden = false;
    find();
    addEventListener("hashchange", reveal);
    for (const link of document.querySelectorAll(".glance a")) link.addEventListener("click", () => setTimeout(reveal)); // again, too
    reveal();
  }

  // The picture: what hangs on a node stands out while one points at it, and a click looks it up in the table below.
  function picture(svg) {
    const curves = [...svg.querySelectorAll(".curve")];
    const nodes = [...svg.querySelectorAll(".node")];
    function light(id) {
      const lit = new Set([id]);
      for (const curve of curves) {
        const own = curve.dataset.from === id || curve.dataset.to === id;
        curve.classList.toggle("lit", own);
        if (own) lit.add(curve.dataset.from).add(curve.dataset.to);
      }
      for (const node of nodes) node.classList.toggle("lit", lit.has(node.id));
      svg.classList.toggle("lighting", id !== null);
    }
    for (const node of nodes) {
      for (const event of ["pointerenter", "focus"]) node.addEventListener(event, () => light(node.id));
      for (const event of ["pointerleave", "blur"]) node.addEventListener(event, () => light(null));
      node.addEventListener("click", () => {
        const search = document.querySelector(`${node.getAttribute("href")} input`);
        if (search === null) return;
        search.value = `"${node.dataset.find.replace(/\s+/g, " ")}"`;
        search.dispatchEvent(new Event("input"));
      });
    }
  }

  document.querySelectorAll("[data-table]").forEach(grid);
  findings();
  const svg = document.getElementById("picture");
  if (svg !== null) picture(svg);
  // All findings are printed, whatever was folded.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
})();
