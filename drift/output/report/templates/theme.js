"use strict";
// The page follows the system's light or dark; the button overrides it, and the browser remembers.
(() => {
  const THEMES = { automatic: "light dark", light: "light", dark: "dark" };
  const button = document.getElementById("theme");
  const stored = { get: () => { try { return localStorage.getItem("drift-theme"); } catch { return null; } },
                   set: (name) => { try { localStorage.setItem("drift-theme", name); } catch { /* a page without storage forgets */ } } };
  const use = (name) => {
    document.documentElement.style.colorScheme = THEMES[name];
    button.querySelector("span").textContent = name;
  };
  let now = Object.hasOwn(THEMES, stored.get() ?? "") ? stored.get() : "automatic";
  use(now);
  button.hidden = false;
  button.addEventListener("click", () => {
    const names = Object.keys(THEMES);
    now = names[(names.indexOf(now) + 1) % names.length];
    use(now);
    stored.set(now);
  });
})();
