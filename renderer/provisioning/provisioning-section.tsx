import type { ComponentProps } from 'react';
import { useWords } from '../words/use-words.ts';
import { ProvisioningPanel } from './provisioning-panel.tsx';

type Props = ComponentProps<typeof ProvisioningPanel> & {
  isOpen: boolean;
  onToggle: () => void;
};

/** A button for staff that opens the panel for a provisioning code, which brings this kiosk a new key. */
export function ProvisioningSection({ isOpen, onToggle, ...props }: Props) {
  const say = useWords().provisioning;
  return (
    <div className="provisioning-section">
      <button type="button" aria-expanded={isOpen} onClick={onToggle}>
        {isOpen ? say.close : say.open}
      </button>
      {isOpen && <ProvisioningPanel {...props} />}
    </div>
  );
}
