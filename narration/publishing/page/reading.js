"use strict";
(() => {
  // what a reader has chosen holds for all pages of a site; where one stopped, for one recording
  const keep = (name, value) => {
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch { /* a browser may deny storage: then nothing is kept */ }
  };
  const kept = name => {
    try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
  };
  const root = document.documentElement;
  const chosen = kept("narrate") || {};
  const show = (name, value) => {
    if (value === "" || value === true) delete root.dataset[name];
    else root.dataset[name] = value === false ? "off" : value;
  };
  for (const name of Object.keys(chosen)) show(name, chosen[name]);
  root.classList.add("live");

  addEventListener("DOMContentLoaded", () => {
    const $ = id => document.getElementById(id);
    const all = query => [...document.querySelectorAll(query)];
    const audio = $("audio"), panel = $("panel"), data = JSON.parse($("data").textContent);
    const sentences = data.starts.map((_, index) => $("s" + index));
    const links = all("[data-from]");
    const firsts = links.map(link => +link.dataset.from);

    // the last of rising numbers that is not greater than a value; -1 if all are
    const last = (numbers, value) => {
      let low = 0, high = numbers.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (numbers[middle] <= value) low = middle + 1; else high = middle;
      }
      return low - 1;
    };
    const clock = seconds => {
      const part = (size, most) => String(Math.floor(seconds / size) % most);
      const rest = part(60, 60) + ":" + part(1, 60).padStart(2, "0");
      return seconds < 3600 ? rest : part(3600, 1000) + ":" + rest.padStart(5, "0");
    };
    // spoken by screen readers: only what answers a reader's doing while nothing plays
    const say = words => { $("said").textContent = words; };

    const wide = matchMedia("(min-width: 64rem)");
    const unfold = () => { panel.open = wide.matches; };
    wide.addEventListener("change", unfold);
    unfold();

    // the player stays in sight where that leaves room for the words; nothing hides behind it
    const bar = audio.parentNode;
    let high = 0;
    const dock = () => {
      const docked = bar.offsetHeight < innerHeight / 3;
      high = docked ? bar.offsetHeight : 0;
      root.classList.toggle("docked", docked);
      root.style.setProperty("--bar", high + "px");
      root.style.scrollPaddingTop = high + 16 + "px";
    };
    new ResizeObserver(dock).observe(bar);
    addEventListener("resize", dock);

    // -- settings
    const controls = all("[data-set]");
    const setting = name => controls.find(control => control.dataset.set === name);
    const apply = control => {
      const box = control.type === "checkbox";
      const value = box ? control.checked : control.value;
      chosen[control.dataset.set] = value;
      if (control.dataset.set === "speed") audio.defaultPlaybackRate = audio.playbackRate = +value;
      else show(control.dataset.set, value);
    };
    for (const control of controls) {
      const value = chosen[control.dataset.set];
      if (control.type === "checkbox") control.checked = value !== false;
      else if ([...control.options].some(option => option.value === value)) control.value = value;
      apply(control);
      control.addEventListener("change", () => { apply(control); keep("narrate", chosen); });
    }
    // a browser's own menu has speeds, too
    audio.addEventListener("ratechange", () => {
      const speed = setting("speed"), same = [...speed.options].find(one => +one.value === audio.playbackRate);
      if (same) speed.value = same.value;
    });

    // -- what is heard
    let current = -1, asked = -1, chapter = -1, frame = 0, quiet = 0;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const reveal = (element, anyway) => {
      const box = element.getBoundingClientRect();
      if (!anyway && box.top > high && box.bottom < innerHeight - 40) return;
      element.scrollIntoView({block: "center", behavior: calm.matches ? "auto" : "smooth"});
    };
    const mark = () => {
      const now = audio.currentTime * 1000;
      let index = last(data.starts, now + 1);
      // in the silence before a sentence that was asked for
      if (asked > index && now + 20 > data.starts[asked] - data.leads[asked]) index = asked;
      else if (asked >= 0 && !audio.seeking) asked = -1;
      if (index === current) return;
      sentences[current]?.removeAttribute("aria-current");
      current = index;
      sentences[index]?.setAttribute("aria-current", "true");
      const inside = last(firsts, index);
      if (inside !== chapter) {
        links[chapter]?.removeAttribute("aria-current");
        chapter = inside;
        links[chapter]?.setAttribute("aria-current", "location");
      }
      if (index >= 0 && !audio.paused && setting("follow").checked && performance.now() > quiet) reveal(sentences[index]);
    };
    const run = () => {
      cancelAnimationFrame(frame);
      mark();
      if (!audio.paused) frame = requestAnimationFrame(run);
    };
    for (const name of ["play", "pause", "seeking", "seeked", "timeupdate", "ended"]) audio.addEventListener(name, run);
    // whoever scrolls away is left in peace for a while
    const scrolled = () => { quiet = performance.now() + 8000; };
    for (const name of ["wheel", "touchmove"]) addEventListener(name, scrolled, {passive: true});
    addEventListener("keydown", event => {
      const moves = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key);
      if (moves && !event.target.closest("audio, input, select")) scrolled();
    });

    const go = (index, play) => {
      asked = index;
      quiet = 0;
      audio.currentTime = (data.starts[index] - data.leads[index]) / 1000;
      if (play) audio.play();
    };
    const jump = seconds => {
      asked = -1;
      audio.currentTime = Math.max(0, Math.min(audio.duration || 0, audio.currentTime + seconds));
      if (audio.paused) say(clock(audio.currentTime));
    };
    for (const button of all("[data-jump]")) button.addEventListener("click", () => jump(+button.dataset.jump));
    $("here").addEventListener("click", () => reveal(sentences[Math.max(0, current)], true));
    for (const link of links) link.addEventListener("click", () => go(+link.dataset.from, false));

    // -- a button before all that one person says
    let before = null;
    sentences.forEach((sentence, index) => {
      const part = sentence.parentNode, quoted = part.tagName === "Q";
      if (part === before) return;
      before = part;
      const button = document.createElement("button");
      const words = sentence.textContent.trim().split(/\s+/);
      button.type = "button";
      button.className = "go";
      button.lang = "en";
      button.textContent = "\u25B6\uFE0E";
      button.setAttribute("aria-label", "Play from: " + words.slice(0, 5).join(" ") + (words.length > 5 ? " \u2026" : ""));
      button.addEventListener("click", () => go(index, true));
      (quoted ? part.previousElementSibling : sentence).before(button);
      if (!button.previousElementSibling) button.classList.add("lead");
      // the name of a heading is its words, not the button's
      if (/^H/.test(part.tagName)) part.setAttribute("aria-labelledby", [...part.querySelectorAll("[id]")].map(one => one.id).join(" "));
    });

    // -- search: in all words one after the other, so that it finds what goes on in the next sentence
    const texts = sentences.map(one => one.textContent.toLowerCase());
    const places = [];
    let length = 0;
    for (const text of texts) { places.push(length); length += text.length + 1; }
    const whole = texts.join(" ");
    let hits = [], at = -1, sought = "";
    // checkers of style sheets do not know this selector yet
    const marks = window.Highlight && document.styleSheets[0];
    marks?.insertRule("::highlight(found) { background: var(--found); color: var(--ink); }");
    const range = (element, from, to) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = document.createRange();
      let passed = 0, begun = false;
      for (let node; (node = walker.nextNode());) {
        const end = passed + node.length;
        if (!begun && from < end) { found.setStart(node, from - passed); begun = true; }
        if (begun && to <= end) { found.setEnd(node, to - passed); return found; }
        passed = end;
      }
      return null;
    };
    const look = words => {
      for (const one of all(".hit")) one.classList.remove("hit", "at");
      hits = [];
      at = -1;
      sought = words;
      const ranges = [];
      for (let place = words ? whole.indexOf(words) : -1; place >= 0; place = whole.indexOf(words, place + words.length)) {
        const first = last(places, place), final = last(places, place + words.length - 1);
        hits.push(first);
        for (let index = first; index <= final; index++) {
          sentences[index].classList.add("hit");
          const from = Math.max(0, place - places[index]), to = Math.min(texts[index].length, place + words.length - places[index]);
          if (sentences[index].textContent.length === texts[index].length) ranges.push(range(sentences[index], from, to));
        }
      }
      if (marks) CSS.highlights.set("found", new Highlight(...ranges.filter(Boolean)));
    };
    const step = by => {
      const words = $("sought").value.trim().replace(/\s+/g, " ").toLowerCase();
      if (words !== sought) look(words);
      if (!hits.length) { $("found").textContent = words ? "Not found" : ""; return; }
      sentences[hits[at]]?.classList.remove("at");
      at = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % hits.length;
      const sentence = sentences[hits[at]];
      sentence.classList.add("at");
      scrolled();
      reveal(sentence);
      $("found").textContent = `${at + 1} of ${hits.length}`;
    };
    $("form").addEventListener("submit", event => { event.preventDefault(); step(1); });
    $("previous").addEventListener("click", () => step(-1));
    $("sought").addEventListener("input", () => { if (!$("sought").value) { look(""); $("found").textContent = ""; } });

    // -- where one stopped
    const name = "narrate " + data.edition;
    let saved = 0;
    const save = () => {
      saved = performance.now();
      keep(name, audio.ended || audio.currentTime < 3 ? null : audio.currentTime);
    };
    audio.addEventListener("timeupdate", () => { if (!audio.paused && performance.now() - saved > 2000) save(); });
    audio.addEventListener("pause", save);
    addEventListener("pagehide", () => { if (audio.currentTime) save(); });
    const stopped = kept(name);
    if (stopped > 0) {
      audio.currentTime = stopped;
      say("You stopped at " + clock(stopped) + ". Play goes on from there.");
    }
    audio.addEventListener("play", () => say(""));

    // -- the keys of a keyboard, of headphones, of a locked screen
    const session = navigator.mediaSession;
    if (session) {
      session.metadata = new MediaMetadata({title: data.title, artist: data.artist, album: data.album});
      const to = by => {
        const index = firsts[Math.max(0, Math.min(firsts.length - 1, chapter + by))];
        go(index, false);
      };
      const actions = {
        seekbackward: event => jump(-(event.seekOffset || 10)),
        seekforward: event => jump(event.seekOffset || 10),
        seekto: event => { asked = -1; audio.currentTime = event.seekTime; },
        previoustrack: () => to(-1),
        nexttrack: () => to(1),
      };
      for (const action of Object.keys(actions)) {
        try { session.setActionHandler(action, actions[action]); } catch { /* a browser need not know all */ }
      }
    }
  });
})();
