import '../../../../shared/provisioning/sheet.css';
import { useLayoutEffect, useRef } from 'react';

type Props = {
  pages: string;
  /** For the printer alone: the only thing on paper, and not on the screen. */
  printed?: true;
};

/** The pages of a sheet as its file has them, so that what is shown and printed here is what is saved. */
export function SheetPages({ pages, printed }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { body } = new DOMParser().parseFromString(pages, 'text/html');
    place.current?.replaceChildren(...body.children);
  }, [pages]);
  return <div ref={place} className={printed ? 'sheet printed-sheet' : 'sheet'} />;
}
