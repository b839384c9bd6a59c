/* What tests ask of a page that stands in the browser; put there by tests/journeys/windows.py. */
(() => {
  const CONTROLS = "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex='0']";
  const described = (element) =>
    `<${element.localName}${element.className ? ` class="${element.className}"` : ""}> ` +
    element.textContent.replace(/\s+/g, " ").trim().slice(0, 60);
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
    element.getBoundingClientRect().right > 0;

  const kind = (e) => `${e.localName}.${e.className}[${[...e.attributes].map((a) => a.name)}]`;

  /* What a page is made of, whatever its words: each kind of element inside each other kind. */
  const parts = (page) => [
    ...new Set([...page.querySelectorAll("main *")].map((e) => `${kind(e.parentElement)} ${kind(e)}`)),
  ];

  const read = async (address) => {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [answer, page];
  };

  const partsOf = async (addresses) => {
    const answers = [];
    for (const address of addresses) {
      const [answer, page] = await read(address);
      answers.push([answer.status, new URL(answer.url).pathname, parts(page)]);
    }
    return answers;
  };

  const right = (element) => element.getBoundingClientRect().right;

  const scrolls = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };

  /* Nothing, or the element that sticks out most among those whose parent does not. */
  const tooWide = () => {
    const [is, has] = [document.scrollingElement.scrollWidth, innerWidth + 0.5];
    if (is <= has) return [];
    const [worst] = [...document.body.querySelectorAll("*")]
      .filter((e) => isSeen(e) && right(e) > has && right(e.parentElement) <= has && !scrolls(e))
      .sort((a, b) => right(b) - right(a));
    return [`${is} px wide because of ${worst ? described(worst) : "nothing that can be seen"}`];
  };

  const isInSentence = (element) =>
    getComputedStyle(element).display === "inline" &&
    [...element.parentElement.childNodes].some((node) => {
      if (node === element || (node.nodeType === 1 && !isSeen(node))) return false;
      return /[\p{L}\p{N}]/u.test(node.textContent);
    });

  const tooSmall = () =>
    [...document.querySelectorAll(CONTROLS)]
      .filter((e) => isSeen(e) && !isInSentence(e))
      .map((e) => [e, (e.closest("label") ?? e).getBoundingClientRect()])
      .filter(([, box]) => Math.min(box.width, box.height) < 23.9)
      .map(([e, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} px: ${described(e)}`);

  const openAll = () => document.querySelectorAll("details").forEach((e) => (e.open = true));

  const measured = () => [...tooWide(), ...tooSmall()];

  /* Take one page after the other into this window, without the cost of visits (the style is the
     same file), and measure each as it comes and with everything open. */
  const measureAll = async (addresses) => {
    const found = new Set();
    for (const address of addresses) {
      const [, page] = await read(address);
      document.documentElement.lang = page.documentElement.lang;
      document.body.replaceWith(page.body);
      await document.fonts.ready;
      measured().forEach((one) => found.add(`${address} – ${one}`));
      openAll();
      measured().forEach((one) => found.add(`${address}, all open – ${one}`));
    }
    return [...found];
  };

  const isOutlined = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };

  /* Why somebody would not see where they are; empty when they do. */
  const faultOfFocus = (element) => {
    const [box] = element.getClientRects();
    if (!box || box.width * box.height === 0) return "has the focus and takes no room";
    if (!isOutlined(element) && !isOutlined(element.parentElement)) return "shows no focus";
    const [x, y] = [
      (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
      (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
    ];
    const there = document.elementFromPoint(x, y);
    if (!there) return "has the focus outside the window";
    const label = element.closest("label") ?? element;
    return label.contains(there) || there.contains(element) ? "" : `is under ${described(there)}`;
  };

  /* Who has the focus: how it is read aloud, and what is wrong with how it is seen. */
  const focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return ["", "", "", ""];
    const fault = faultOfFocus(element);
    const role = element.localName === "summary" ? "summary" : element.computedRole;
    const group = element.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    return [role, element.computedName, group, fault && `${described(element)} ${fault}`];
  };

  /* Axe works on while the test is busy elsewhere. */
  let found;
  const beginAxe = (given) => {
    found = new Promise((done) => setTimeout(() => done(axe.run(document, given))));
  };
  const axeHasFound = () => found;

  window.inPage = { axeHasFound, beginAxe, focused, measureAll, measured, openAll, partsOf };
})();
