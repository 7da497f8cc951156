// The client as other programs import it: `confera-kiosk/confera`.

export {
  type AnswerBody,
  ConferaApiError,
  type ConferaErrorKind,
  isConferaApiError,
} from './api-error.ts';
export {
  type AttendanceCheckin,
  type BadgeCheckin,
  type ConferaClient,
  createConferaPublicClient,
} from './client.ts';
export type { JsonObject } from './json-object.ts';
export type { CallOptions, ConferaAttempt, ConferaClientOptions, WriteOptions } from './options.ts';
export type { PageArguments, RegistrationFilter } from './query.ts';
export type {
  ConferaEvent,
  ConferaExhibit,
  ConferaPage,
  ConferaRegistration,
  ConferaRegistrationConfig,
  ConferaSite,
  ConferaSpeaker,
  ConferaVenue,
  ConferaWorkshop,
} from './schemas.ts';
export {
  type HttpRequest,
  type HttpResponse,
  NotSentError,
  type SendRequest,
} from './send-request.ts';
