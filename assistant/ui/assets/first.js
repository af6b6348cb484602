// Runs before Gradio: the page is in Finnish whatever the browser's own language is.
(() => {
  const finnish = (name, value) => Object.defineProperty(navigator, name, { configurable: true, get: () => value });
  finnish("language", "fi");
  finnish("languages", ["fi"]);

  // Words that Gradio writes without its dictionary.
  const words = FINNISH_WORDS;
  const translated = (text) => words[text] ?? words[text.trim()];
  const translate = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const finnishText = translated(walker.currentNode.data);
      if (finnishText !== undefined && finnishText !== walker.currentNode.data) walker.currentNode.data = finnishText;
    }
    for (const element of root.querySelectorAll?.("[aria-label], [title]") ?? []) {
      for (const name of ["aria-label", "title"]) {
        const finnishText = translated(element.getAttribute(name) ?? "");
        if (finnishText !== undefined) element.setAttribute(name, finnishText);
      }
    }
  };
  const ours = ".turn, .ours"; // what newsletters and visitors wrote stays as it is
  const observer = new MutationObserver((changes) => {
    for (const change of changes)
      for (const node of change.addedNodes)
        if (node.nodeType === Node.ELEMENT_NODE && !node.closest(ours)) translate(node);
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
})();
