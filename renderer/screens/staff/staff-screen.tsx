import './staff.css';
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { CameraState } from '../../scanner/scanner-state.ts';
import type { Scanners } from '../../scanner/use-scanners.ts';
import type { Typed } from '../../settings-form/form-values.ts';
import { checkedToday } from '../../state/checked-today.ts';
import { useWallClock } from '../../state/time.ts';
import { useInactivity, useStayOpen } from '../../state/use-person.ts';
import type { Readings } from '../../state/use-readings.ts';
import type { StaffAreaControls } from '../../state/use-staff-area.ts';
import { TypedByTouch } from '../../touch-keyboard/typed-by-touch.tsx';
import { useWords } from '../../words/use-words.ts';
import { PinPad } from '../pin-pad/pin-pad.tsx';
import { useLeave } from '../use-leave.ts';
import { CodesPage } from './codes/codes-page.tsx';
import { FilesPage } from './files/files-page.tsx';
import type { Mend, Overview } from './overview/fact.ts';
import { OverviewPage } from './overview/overview-page.tsx';
import { problemsOf } from './overview/problems.ts';
import { type OverviewFailure, useOverview } from './overview/use-overview.ts';
import { PreflightPage } from './preflight/preflight-page.tsx';
import { type Answers, NO_ANSWERS } from './preflight/use-device-facts.ts';
import { ScannerPage } from './scanner-test/scanner-page.tsx';
import { ScansPage } from './scans/scans-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { STAFF_PAGES, StaffHeader, type StaffPage, SUPERVISORS_PAGES } from './staff-header.tsx';
import { staffNotice } from './staff-notice.ts';
import { useGoTo } from './use-go-to.ts';
import { VenuePage } from './venue/venue-page.tsx';

/** Loaded when it is opened, since no visitor needs it. */
const CountsPage = lazy(() => import('./counts/counts-page.tsx'));

/** Staff who touch nothing for this long have left, and the kiosk belongs to the visitors again. */
const LOCKS_AFTER_MS = 120_000;

/** How often it is looked whether another day has begun, milliseconds. */
const DAY_LOOK_MS = 60_000;

/** Anybody can open the PIN pad and walk off. The next visitor doesn't need to know what it is. */
const PIN_WAITS_MS = 20_000;

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  reachable: boolean;
  camera: CameraState;
  scanners: Scanners;
  readings: Readings;
  staff: StaffAreaControls;
};

/** The staff area: first its PIN, then its pages. */
export function StaffScreen(props: Props) {
  const { kiosk, state, reachable, staff } = props;
  const locked = staff.area.is === 'asks-pin';
  const supervised = staff.area.role === 'supervisor';
  const pages = pagesFor(state, supervised);
  const [chosen, choose] = useState<StaffPage>(staff.area.opensOn);
  const page = pages.includes(chosen) ? chosen : fallback(pages);
  const [answers, setAnswers] = useState(NO_ANSWERS);
  const unsaved = useRef<Typed>({});
  const [leaving, leave] = useLeave(kiosk, staff.onLocked);
  useInactivity(locked ? PIN_WAITS_MS : LOCKS_AFTER_MS, staff.close);
  useStayOpen(kiosk, !locked);
  const words = useWords();
  const now = useWallClock(DAY_LOOK_MS);
  const { overview, failure, refresh } = useOverview(kiosk, state, staff.onLocked, !locked);
  const goTo = useGoTo();

  if (locked) {
    return (
      <main data-screen="staff">
        <StaffPinPad kiosk={kiosk} staff={staff} />
      </main>
    );
  }
  const { camera, scanners } = props;
  const problems =
    state.screen === 'scan'
      ? problemsOf({ words, state, reachable, camera, scanners, overview, now }).length
      : 0;
  // What a steward may not open is asked for with the supervisor's PIN, and opens once that was entered.
  const mend = (to: Mend) => {
    choose(to.page);
    goTo(to);
    if (!pages.includes(to.page) && !supervised) staff.askMore();
  };
  const head = (
    <>
      <StaffHeader
        pages={pages}
        page={page}
        problems={problems}
        unchecked={!checkedToday(state, now)}
        onLeave={supervised ? leave : null}
        onMore={staff.askMore}
        onLock={staff.close}
      />
      <p role="status" className="leaving">
        {leaving ??
          staffNotice(words, { onOverview: page === 'overview', reachable, fault: state.fault })}
      </p>
    </>
  );
  return (
    <main data-screen="staff" className="staff" data-role={staff.area.role}>
      {page === null ? (
        <div className="pages">{head}</div>
      ) : (
        <TypedByTouch>
          <Tabs
            className="pages"
            selectedKey={page}
            onSelectionChange={(key) => choose(pages.find((each) => each === key) ?? page)}
          >
            {head}
            {pages.map((each) => (
              <TabPanel key={each} id={each} className="page">
                <Page
                  {...props}
                  page={each}
                  pages={pages}
                  answers={answers}
                  unsaved={unsaved}
                  onAnswer={(answer) => setAnswers({ ...answers, ...answer })}
                  onOpen={choose}
                  overview={overview}
                  overviewFailure={failure}
                  refreshOverview={refresh}
                  onMend={mend}
                />
              </TabPanel>
            ))}
          </Tabs>
        </TypedByTouch>
      )}
    </main>
  );
}

/** Where nothing else can be looked at, the settings are what mends it. */
function fallback(pages: readonly StaffPage[]): StaffPage | null {
  return pages.find((page) => page === 'overview' || page === 'settings') ?? null;
}

/** The pages that there are for whoever has opened the area. */
function pagesFor({ screen, hasHub }: KioskState, supervised: boolean): readonly StaffPage[] {
  // A kiosk that can't start has nothing to look at, but it can say why, its settings can be changed, and it can be left.
  const now = screen === 'scan' ? STAFF_PAGES : (['files', 'settings'] as const);
  const those = hasHub ? now : now.filter((page) => page !== 'venue');
  return supervised ? those : those.filter((page) => !SUPERVISORS_PAGES.includes(page));
}

/** Asks for any PIN of the staff, or a steward who wants more for the supervisor's. */
function StaffPinPad({ kiosk, staff }: Pick<Props, 'kiosk' | 'staff'>) {
  const words = useWords();
  const { role, needs } = staff.area;
  const goesBackIn = role !== null;
  return (
    <PinPad
      kiosk={kiosk}
      above={needs === 'supervisor' ? words.staff.more : null}
      needs={needs}
      onTry={staff.onTry}
      onUnlocked={staff.onUnlocked}
      back={{ say: goesBackIn ? words.pin.backToStaff : words.pin.back, go: staff.goBack }}
    />
  );
}

/**
 * A page that asks the core once, when it is opened. It opens as soon as there is a core to ask, and stays when that goes
 * away, with whatever was typed there. What is wrong meanwhile stands above every page.
 */
function OnceReachable({ reachable, children }: { reachable: boolean; children: ReactNode }) {
  const [opened, open] = useState(reachable);
  useEffect(() => {
    if (reachable) open(true);
  }, [reachable]);
  return opened && children;
}

type PageProps = Props & {
  page: StaffPage;
  pages: readonly StaffPage[];
  answers: Answers;
  /** What was typed among the settings and isn't saved, as long as the area is open. */
  unsaved: RefObject<Typed>;
  onAnswer: (answer: Partial<Answers>) => void;
  onOpen: (page: StaffPage) => void;
  /** Null until the core has answered for the first time. */
  overview: Overview | null;
  overviewFailure: OverviewFailure | null;
  refreshOverview: () => void;
  /** Opens the page where a problem is mended. */
  onMend: (mend: Mend) => void;
};

function Page({ page, ...props }: PageProps) {
  const { kiosk, state, scanners } = props;
  const { onLocked } = props.staff;
  switch (page) {
    case 'overview':
      return (
        <OverviewPage
          kiosk={kiosk}
          state={state}
          reachable={props.reachable}
          camera={props.camera}
          scanners={scanners}
          overview={props.overview}
          failure={props.overviewFailure}
          refresh={props.refreshOverview}
          onMend={props.onMend}
          onLocked={onLocked}
        />
      );
    case 'scans':
      return (
        <ScansPage kiosk={kiosk} state={state} readings={props.readings} onLocked={onLocked} />
      );
    case 'counts':
      return (
        <Suspense>
          <CountsPage kiosk={kiosk} timeZone={state.display.timeZone} onLocked={onLocked} />
        </Suspense>
      );
    case 'venue':
      return <VenuePage kiosk={kiosk} timeZone={state.display.timeZone} onLocked={onLocked} />;
    case 'check':
      return (
        <PreflightPage
          kiosk={kiosk}
          state={state}
          readings={props.readings}
          answers={props.answers}
          pages={props.pages}
          onAnswer={props.onAnswer}
          onMend={props.onOpen}
          onLocked={onLocked}
        />
      );
    case 'scanner':
      return (
        <ScannerPage
          kiosk={kiosk}
          state={state}
          scanners={scanners}
          readings={props.readings}
          supervised={props.staff.area.role === 'supervisor'}
          onLocked={onLocked}
        />
      );
    case 'files':
      return (
        <FilesPage
          kiosk={kiosk}
          running={state.screen === 'scan'}
          timeZone={state.display.timeZone}
          onLocked={onLocked}
        />
      );
    case 'settings':
      return (
        <OnceReachable reachable={props.reachable}>
          <SettingsPage
            kiosk={kiosk}
            logo={state.display.logo}
            mayHaveLogo={props.overview?.damagedFiles.includes('logo') ?? true}
            state={state}
            readings={props.readings}
            unsaved={props.unsaved}
            onLocked={onLocked}
          />
        </OnceReachable>
      );
    case 'codes':
      return (
        <OnceReachable reachable={props.reachable}>
          <CodesPage kiosk={kiosk} state={state} onLocked={onLocked} />
        </OnceReachable>
      );
  }
}
