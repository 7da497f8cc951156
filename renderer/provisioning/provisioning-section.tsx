import { type ComponentProps, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { ProvisioningPanel } from './provisioning-panel.tsx';

type Props = ComponentProps<typeof ProvisioningPanel>;

/** A button for staff that opens the panel for a provisioning code, which brings this kiosk a new key. */
export function ProvisioningSection(props: Props) {
  const [open, setOpen] = useState(false);
  const say = useWords().provisioning;
  return (
    <div className="provisioning-section">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? say.close : say.open}
      </button>
      {open && <ProvisioningPanel {...props} />}
    </div>
  );
}
