// The libraries of the terminal and the editor write style elements and style attributes, which a strict content security
// policy refuses. Where they ask the document for elements, they are given such whose styles become constructed style
// sheets and go through the object model. Both are allowed, for no markup is parsed.

/** Changes what `own` makes of the names `style` and `span`, once and for good. */
export function constructStyles(own: Document): void {
  if (Object.hasOwn(own, 'createElement')) return;
  const createElement = (name: string): HTMLElement => {
    const element = own.createElementNS('http://www.w3.org/1999/xhtml', name === 'style' ? 'meta' : name);
    if (name === 'style') return sheetElement(own, element);
    if (name === 'span') element.setAttribute = setAttribute;
    return element;
  };
  Object.defineProperty(own, 'createElement', { value: createElement });
}

function setAttribute(this: HTMLElement, name: string, value: string): void {
  if (name === 'style') this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
}

/** Makes `element` one whose text is the text of a style sheet, until it is removed. */
function sheetElement(own: Document, element: HTMLElement): HTMLElement {
  const sheet = new CSSStyleSheet();
  own.adoptedStyleSheets = [...own.adoptedStyleSheets, sheet];
  Object.defineProperty(element, 'textContent', {
    set: (text: string) => {
      sheet.replaceSync(text);
    },
  });
  element.remove = () => {
    own.adoptedStyleSheets = own.adoptedStyleSheets.filter((one) => one !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}
