import { memo, useState } from 'react';
import { type LogoPlate, logoPlate } from './logo-plate.ts';

/** Enough pixels to tell which colours a logo has. */
const SAMPLE_SIZE = 32;

type Plates = { dark: LogoPlate; light: LogoPlate };
type Loaded = { path: string; plates: Plates | null };

/**
 * The organiser's logo or the event's, once it is loaded. It is left out if it can't be shown, and it moves nothing when
 * it comes. A screen reader passes over it, because the event's name is said by the text beside it.
 */
export const Logo = memo(function Logo({ path }: { path: string }) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const plates = loaded?.path === path ? loaded.plates : null;
  return (
    <div
      className="logo"
      data-on-dark={plates?.dark}
      data-on-light={plates?.light}
      hidden={plates === null}
    >
      <img
        key={path}
        src={path}
        alt=""
        decoding="async"
        draggable={false}
        onLoad={({ currentTarget }) => setLoaded({ path, plates: platesFor(currentTarget) })}
        onError={() => setLoaded({ path, plates: null })}
      />
    </div>
  );
});

function platesFor(image: HTMLImageElement): Plates {
  const canvas = new OffscreenCanvas(SAMPLE_SIZE, SAMPLE_SIZE);
  const context = canvas.getContext('2d');
  if (!context) return { dark: 'none', light: 'none' };
  context.drawImage(image, 0, 0, SAMPLE_SIZE, SAMPLE_SIZE);
  const { data } = context.getImageData(0, 0, SAMPLE_SIZE, SAMPLE_SIZE);
  return { dark: logoPlate(data, 'dark'), light: logoPlate(data, 'light') };
}
