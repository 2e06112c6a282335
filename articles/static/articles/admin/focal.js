/* The focal point is set on the photo: by clicking, dragging or arrow keys. The two number fields are what is saved. */
"use strict";
{
  const STEP = 0.01;
  const BIG_STEP = 0.1;
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const within = (share) => Math.min(1, Math.max(0, Math.round(share * 100) / 100));

  /* Readers' classes are in tenths, as Python rounds: a half goes to the even neighbour. */
  function tenth(share) {
    const scaled = share * 10;
    const below = Math.floor(scaled);
    return scaled - below === 0.5 ? below + (below % 2) : Math.round(scaled);
  }

  class Point {
    constructor(box, inputs) {
      this.box = box;
      this.inputs = inputs;
      this.stage = box.querySelector(".focal-stage");
      this.photo = box.querySelector(".focal-photo");
      this.said = box.querySelector(".focal-said");
      this.crops = box.querySelectorAll(".focal-crop img");
      this.marker = this.stage.appendChild(document.createElement("div"));
      this.marker.className = "focal-marker";
      this.marker.tabIndex = 0;
      for (const [name, value] of Object.entries({
        role: "slider",
        "aria-label": box.dataset.name,
        "aria-describedby": "focal-keys",
        "aria-valuemin": "0",
        "aria-valuemax": "100",
      })) this.marker.setAttribute(name, value);
      this.stage.classList.add("is-set");
      for (const part of box.querySelectorAll(".focal-tools, .focal-keys")) part.hidden = false;
      this.listen();
      this.show();
    }

    listen() {
      this.stage.addEventListener("click", (event) => this.follow(event));
      this.stage.addEventListener("pointerdown", (event) => {
        const onMarker = event.target === this.marker;
        if (event.button !== 0 || (!onMarker && event.pointerType !== "mouse")) return;
        event.preventDefault();
        this.marker.focus({ preventScroll: true });
        this.marker.setPointerCapture(event.pointerId);
        if (!onMarker) this.follow(event);
      });
      this.marker.addEventListener("pointermove", (event) => {
        if (!this.marker.hasPointerCapture(event.pointerId)) return;
        this.marker.classList.add("is-dragged");
        this.follow(event);
      });
      this.marker.addEventListener("lostpointercapture", () => this.marker.classList.remove("is-dragged"));
      this.marker.addEventListener("keydown", (event) => this.press(event));
      this.box.querySelector(".focal-centre").addEventListener("click", () => this.set(0.5, 0.5));
      for (const input of this.inputs) input.addEventListener("input", () => this.show());
      this.box.closest("form").addEventListener("reset", () => setTimeout(() => this.show()));
    }

    follow(event) {
      const frame = this.photo.getBoundingClientRect();
      this.set((event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
    }

    press(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const step = event.shiftKey ? BIG_STEP : STEP;
      if (event.key in MOVES) {
        const [x, y] = this.shares();
        const [across, down] = MOVES[event.key];
        this.set(x + across * step, y + down * step);
      } else if (event.key === "Home") {
        this.set(0.5, 0.5);
      } else {
        return;
      }
      event.preventDefault();
    }

    /* What is typed may be no number yet: it then counts as the middle. */
    shares() {
      return this.inputs.map((input) => {
        const typed = input.valueAsNumber;
        return Number.isNaN(typed) ? 0.5 : Math.min(1, Math.max(0, typed));
      });
    }

    set(x, y) {
      [x, y].forEach((share, axis) => {
        this.inputs[axis].value = within(share);
        this.inputs[axis].dispatchEvent(new Event("input", { bubbles: true }));
      });
    }

    show() {
      const [x, y] = this.shares();
      this.marker.style.left = `${x * 100}%`;
      this.marker.style.top = `${y * 100}%`;
      for (const crop of this.crops) crop.className = `fx${tenth(x)} fy${tenth(y)}`;
      const says = this.box.dataset.says.replace("{x}", Math.round(x * 100)).replace("{y}", Math.round(y * 100));
      this.marker.setAttribute("aria-valuenow", Math.round(x * 100));
      this.marker.setAttribute("aria-valuetext", says);
      if (this.said.textContent !== says) this.said.textContent = says;
    }
  }

  /* A file that was just chosen is shown from the editor's own machine; one that is no photo is not. */
  function showChosen(box, file) {
    const photo = box.querySelector(".focal-photo");
    const before = { src: photo.src, width: photo.getAttribute("width"), height: photo.getAttribute("height") };
    let address = "";
    const put = (src, width, height) => {
      for (const image of box.querySelectorAll("img")) image.src = src;
      photo.width = width;
      photo.height = height;
    };
    const work = (shown) => {
      box.querySelector(".focal-work").hidden = !shown;
      box.querySelector(".focal-none").hidden = shown;
    };
    file.addEventListener("change", async () => {
      const mine = file.files[0] ? URL.createObjectURL(file.files[0]) : "";
      if (address) URL.revokeObjectURL(address);
      address = mine;
      const probe = new Image();
      probe.src = mine;
      const readable = mine !== "" && (await probe.decode().then(() => true, () => false));
      if (address !== mine) return;
      if (readable) put(mine, probe.naturalWidth, probe.naturalHeight);
      else if (before.width) put(before.src, before.width, before.height);
      work(readable || Boolean(before.width));
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll(".focal")) {
      const form = box.closest("form");
      const inputs = ["focal_x", "focal_y"].map((name) => form?.elements[name]);
      if (inputs.every(Boolean)) new Point(box, inputs);
      const file = form?.elements.original;
      if (file) showChosen(box, file);
    }
  });
}
