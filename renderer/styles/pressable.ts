/**
 * React Aria adds a style sheet of its own for what can be pressed, unless the page has an element with this id. The
 * page's policy allows no style sheets but its files, and `controls.css` has the rule.
 */
const MARK = 'react-aria-pressable-style';

/** Tells React Aria that the page has its own style for what can be pressed. */
export function markPressable(document: Document): void {
  const mark = document.createElement('meta');
  mark.id = MARK;
  document.head.append(mark);
}
