// Made from the views in Python by `python -m facilitator.web.types`. Not to be edited by hand.
// Ids, codes and words are strings; clock times are minutes from midnight or UTC milliseconds.

export interface BoardView {
  phase: string;
  title: Record<string, string>;
  languages: string[];
  what: string;
  page: number;
  blank: boolean;
  theme: string;
  joined: number;
  expected: number;
  place: string;
  programme: Record<string, BlockLine>;
  parking: Record<string, ParkedLine>;
  activity: ActivityView | Record<string, string>;
}

export interface BlockLine {
  sort: number;
  title: Record<string, string>;
  starts: number;
  minutes: number;
  is_break: boolean;
  state: string;
  fixed_at: number;
  started_at: number;
  ended_at: number;
  new_day: boolean;
  date: string;
  track: string;
  day: number;
}

export interface ParkedLine {
  sort: number;
  text: string;
  outcome: string;
  owner: string;
  hidden: boolean;
}

export interface ActivityView {
  id: string;
  kind: string;
  run: number;
  stage: string;
  revealed: boolean;
  sealed: boolean;
  identity: string;
  destination: string;
  prompt: Record<string, string>;
  help: Record<string, string>;
  opened_at: number;
  ends_at: number;
  grace_until: number;
  time_up: boolean;
  done: number;
  more_time: number;
  answered: number;
  view: any;
}

export interface PhoneView {
  phase: string;
  title: Record<string, string>;
  languages: string[];
  day: string;
  rest: boolean;
  joined: number;
  place: string;
  programme: Record<string, BlockLine>;
  parking: Record<string, ParkedLine>;
  what: string;
  show: boolean;
  teams: string[];
  activity: ActivityView | Record<string, string>;
  wall: ActivityView | Record<string, string>;
}

export interface DeskView {
  phase: string;
  title: Record<string, string>;
  languages: string[];
  day: string;
  starts: number;
  expected: number;
  client: string;
  place_name: string;
  aim: Record<string, string>;
  intro: Record<string, string>;
  result: Record<string, string>;
  decides: Record<string, string>;
  not_negotiable: Record<string, string>;
  accessibility: Record<string, string>;
  anonymity: Record<string, string>;
  delivery: Record<string, string>;
  contact: string;
  template: string;
  pretend: boolean;
  joined: number;
  people: number;
  seats_allowed: number;
  door_locked: boolean;
  rest: boolean;
  what: string;
  on_board: string;
  page: number;
  blank: boolean;
  theme: string;
  place: string;
  started_at: number;
  ended_at: number;
  current: string;
  next: NextMove;
  undo: string;
  redo: string;
  blocks: Record<string, BlockView>;
  activities: Record<string, ActivityView>;
  parking: Record<string, ParkedLine>;
  help: Record<string, HelpLine>;
  wall: ActivityView | Record<string, string>;
  frozen: boolean;
  show: boolean;
  teams: string[];
  roster: Record<string, PersonLine>;
  deeds: DeedLine[];
  leaders: Record<string, string>;
  me: string;
  touched: Record<string, string>;
  tables: number;
  identities: Record<string, string[]>;
  copilot: Copilot;
  versions: Record<string, VersionLine>;
  comments: Record<string, CommentLine>;
  dismissed: Record<string, boolean>;
}

export interface NextMove {
  does: string;
  kind: string;
  step: string;
  command: Record<string, any>;
}

export interface BlockView {
  sort: number;
  title: Record<string, string>;
  minutes: number;
  fixed_at: number;
  starts: number;
  ends: number;
  waits: number;
  late: number;
  method: string;
  note: string;
  materials: Record<string, string>;
  mandatory: boolean;
  is_break: boolean;
  skipped: boolean;
  started_at: number;
  ended_at: number;
  planned_minutes: number;
  added: number;
  steps: Record<string, StepView>;
  goal: Record<string, string>;
  lead: string;
  is_buffer: boolean;
  before: boolean;
  new_day: boolean;
  date: string;
  track: string;
  day: number;
}

export interface StepView {
  sort: number;
  kind: string;
  prompt: Record<string, string>;
  help: Record<string, string>;
  minutes: number;
  settings: Record<string, any>;
  identity: string;
  destination: string;
  source: Record<string, any>;
  company: string;
  stage: string;
  answered: number;
}

export interface HelpLine {
  sort: number;
  text: string;
  name: string;
  number: number;
}

export interface PersonLine {
  number: number;
  name: string;
  team: string;
  manager: boolean;
  speaks_for: number;
}

export interface DeedLine {
  did: string;
  by: string;
  at: number;
  seq: number;
}

export interface Copilot {
  done_percent: number;
  quiet_s: number;
  behind_minutes: number;
  silent_phones: number;
  split_percent: number;
  alike_notes: number;
}

export interface VersionLine {
  sort: number;
  name: string;
  by: string;
  at: number;
  blocks: number;
}

export interface CommentLine {
  sort: number;
  text: string;
  block: string;
  name: string;
  at: number;
  settled: boolean;
}

export interface MineView {
  person: string;
  name: string;
  nickname: string;
  team: string;
  speaks_for: number;
  activity: string;
  done: boolean;
  more_time: boolean;
  view: any;
  group: any;
}

export interface ClusterView {
  kind: "cluster";
  open_to_all: boolean;
  free: boolean;
  max_headings: number;
  count: number;
  ungrouped: number;
  kept_back: number;
  more: number;
  headings: Record<string, HeadingView>;
  notes: Record<string, ClusterNoteView>;
  fixed: boolean;
  voted_first: boolean;
  apart: Record<string, boolean>;
}

export interface HeadingView {
  text: Record<string, string>;
  sort: number;
  count: number;
  votes: number;
  locked: boolean;
}

export interface ClusterNoteView {
  text: Record<string, string>;
  sort: number;
  heading: string;
  weight: number;
  source: string;
  hidden: boolean;
  merged: Record<string, Record<string, string>>;
}

export interface CollectView {
  kind: "collect";
  columns: Record<string, string>[];
  view: string;
  max_notes: number;
  max_length: number;
  hidden: boolean;
  count: number;
  writers: number;
  kept_back: number;
  notes: Record<string, NoteView>;
  picture: string;
  rows: Record<string, string>[];
  fields: Record<string, string>[];
  who: string;
  companies: Record<string, WritersView>;
  own_first: boolean;
  build_on: boolean;
  comments: boolean;
  marks: Record<string, string>[];
  reactions: boolean;
  few: boolean;
  moderation: string;
  waiting: number;
  ask_date: boolean;
  pass_on: number;
  ideas_per_round: number;
  round: number;
  sheets: number;
  wrote: number;
}

export interface NoteView {
  text: string;
  column: number;
  sort: number;
  name: string;
  source: string;
  hidden: boolean;
  row: number;
  parts: string[];
  wording: Record<string, string>;
  company: string;
  builds_on: string;
  approved: boolean;
  talk: number;
  comments: Record<string, NoteCommentView>;
  marks: number[];
  same: number;
}

export interface NoteCommentView {
  text: string;
  sign: string;
  sort: number;
  name: string;
  hidden: boolean;
  approved: boolean;
}

export interface WritersView {
  text: Record<string, string>;
  sort: number;
}

export interface MyNotes {
  kind: "collect";
  notes: Record<string, MyNote>;
  left: number;
  comments: Record<string, MyNoteComment>;
  marks: Record<string, number[]>;
  same: Record<string, boolean>;
  sheet: SheetView;
}

export interface MyNote {
  text: string;
  column: number;
  sort: number;
  shown: boolean;
  row: number;
  builds_on: string;
  date: string;
  round: number;
  approved: boolean;
}

export interface MyNoteComment {
  note: string;
  text: string;
  sign: string;
  sort: number;
  shown: boolean;
}

export interface SheetView {
  id: string;
  number: number;
  ideas: Record<string, IdeaView>;
}

export interface IdeaView {
  text: string;
  sort: number;
}

export interface OurNotes {
  kind: "collect";
  id: string;
  text: Record<string, string>;
  scribe: boolean;
  notes: Record<string, MyNote>;
}

export interface CommitView {
  kind: "commit";
  first_step: boolean;
  follow_up: boolean;
  private_part: boolean;
  follow_up_on: string;
  count: number;
  unowned: number;
  actions: Record<string, ActionView>;
  proposals: Record<string, ProposalView>;
  support: boolean;
  prefilled: boolean;
  per: string;
  needs_follow_up: boolean;
}

export interface ActionView {
  what: string;
  who: string;
  when: string;
  first_step: string;
  taken: boolean;
  confirmed: boolean;
  sort: number;
  support: string;
  company: Record<string, string>;
  given: boolean;
}

export interface ProposalView {
  text: Record<string, string>;
  sort: number;
  weight: number;
}

export interface MyCommitment {
  kind: "commit";
  actions: Record<string, MyAction>;
  promise: string;
  promise_on: string;
}

export interface MyAction {
  what: string;
  who: string;
  when: string;
  first_step: string;
  wrote: boolean;
  took: boolean;
  shown: boolean;
  sort: number;
  support: string;
}

export interface OurCommitment {
  kind: "commit";
  text: Record<string, string>;
  people: number;
}

export interface ConsentView {
  kind: "consent";
  scale: string;
  levels: number;
  support_from: number;
  one_by_one: boolean;
  reason_below: number;
  reason_required: boolean;
  rule: Record<string, string>;
  counts_as: string;
  share: number;
  hidden: boolean;
  current: string;
  place: number;
  count: number;
  order: string;
  shown: boolean;
  few: boolean;
  phones: number;
  hands: number;
  more: number;
  proposals: Record<string, ConsentProposalView>;
  reservations: Record<string, ReservationView>;
}

export interface ConsentProposalView {
  text: Record<string, string>;
  sort: number;
  version: number;
  place: number;
  hidden: boolean;
  answered: number;
  told: boolean;
  hands: number[];
  result: SupportView;
  decision: string;
  words: string;
  versions: Record<string, VersionView>;
}

export interface SupportView {
  shown: boolean;
  few: boolean;
  n: number;
  counts: number[];
  support: number;
  mean: number;
  outcome: string;
  reservations: number;
  waiting: number;
}

export interface VersionView {
  text: Record<string, string>;
  sort: number;
  result: SupportView;
  decision: string;
  words: string;
}

export interface ReservationView {
  text: string;
  sort: number;
  proposal: string;
  place: number;
  name: string;
  hidden: boolean;
}

export interface MyStances {
  kind: "consent";
  scale: string;
  stances: Record<string, MyStance>;
}

export interface MyStance {
  sort: number;
  version: number;
  level: number;
  reason: string;
  text: Record<string, string>;
}

export interface FormView {
  kind: "form";
  when: string;
  hidden: boolean;
  shown: boolean;
  few: boolean;
  phones: number;
  hands: number;
  begun: number;
  questions: Record<string, FormQuestion>;
}

export interface FormQuestion {
  text: Record<string, string>;
  sort: number;
  ask: "scale" | "choice" | "choices" | "words" | "number";
  least: number;
  most: number;
  low: Record<string, string>;
  high: Record<string, string>;
  required: boolean;
  max_length: number;
  dont_know: boolean;
  on_board: boolean;
  options: Record<string, FormOption>;
  told: boolean;
  few: boolean;
  answers: number;
  unknown: number;
  mean: number;
  median: number;
  more: number;
  kept_back: number;
  counts: Record<string, FormCount>;
  texts: Record<string, FormText>;
}

export interface FormOption {
  text: Record<string, string>;
  sort: number;
}

export interface FormCount {
  sort: number;
  count: number;
  share: number;
}

export interface FormText {
  text: string;
  sort: number;
  name: string;
  hidden: boolean;
}

export interface MyForm {
  kind: "form";
  answers: Record<string, MyAnswer>;
  sent: boolean;
}

export interface MyAnswer {
  number: number;
  options: string[];
  text: string;
  dont_know: boolean;
}

export interface GroupsView {
  kind: "groups";
  how: string;
  size: number;
  number: number;
  pairs: boolean;
  rounds: number;
  round: number;
  minutes_per_round: number;
  turns: number;
  moves: string;
  roles: Record<string, string>[];
  question: Record<string, string>;
  writes: string;
  fields: Record<string, string>[];
  max_notes: number;
  max_length: number;
  cumulative: boolean;
  show_work: boolean;
  message: string;
  people: number;
  loose: number;
  listed: boolean;
  repeats: number;
  shown: boolean;
  sound: boolean;
  written: number;
  kept_back: number;
  loosely: Record<string, MemberLine>;
  groups: Record<string, GroupLine>;
}

export interface MemberLine {
  sort: number;
  name: string;
  writes: boolean;
  stays: boolean;
}

export interface GroupLine {
  sort: number;
  number: number;
  topic: Record<string, string>;
  count: number;
  written: number;
  under: Record<string, UnderLine>;
  members: Record<string, MemberLine>;
  notes: Record<string, WorkNote>;
}

export interface UnderLine {
  sort: number;
  text: Record<string, string>;
}

export interface WorkNote {
  sort: number;
  round: number;
  fields: Record<string, string>;
  source: string;
  hidden: boolean;
}

export interface MyGroup {
  kind: "groups";
  group: string;
  number: number;
  place: number;
  count: number;
  moved: boolean;
  stays: boolean;
  pen: boolean;
  left: number;
}

export interface TableView {
  kind: "groups";
  topic: Record<string, string>;
  under: Record<string, UnderLine>;
  scribe: boolean;
  of_before: number;
  notes: Record<string, TableNote>;
}

export interface TableNote {
  sort: number;
  round: number;
  fields: Record<string, string>;
  earlier: boolean;
  may_change: boolean;
}

export interface MatrixView {
  kind: "matrix";
  x_title: Record<string, string>;
  x_low: Record<string, string>;
  x_high: Record<string, string>;
  y_title: Record<string, string>;
  y_low: Record<string, string>;
  y_high: Record<string, string>;
  quadrants: Record<string, string>[];
  steps: number;
  first: number;
  who: string;
  hidden: boolean;
  shown: boolean;
  few: boolean;
  phones: number;
  hands: number;
  last_paper: string;
  items: Record<string, PlacedView>;
}

export interface PlacedView {
  text: Record<string, string>;
  sort: number;
  number: number;
  placed: number;
  few: boolean;
  x: number;
  y: number;
  x_low: number;
  x_high: number;
  y_low: number;
  y_high: number;
  agreed_x: number;
  agreed_y: number;
  quadrant: number;
  apart: boolean;
  hidden: boolean;
}

export interface MyPlaces {
  kind: "matrix";
  x_title: Record<string, string>;
  y_title: Record<string, string>;
  first: number;
  places: Record<string, MyPlace>;
}

export interface MyPlace {
  text: Record<string, string>;
  x: number;
  y: number;
}

export interface RankView {
  kind: "rank";
  top: number;
  hidden: boolean;
  shuffle: boolean;
  shown: boolean;
  few: boolean;
  phones: number;
  hands: number;
  agreement: string;
  spread: boolean;
  missing: number;
  last_paper: string;
  items: Record<string, RankedView>;
}

export interface RankedView {
  text: Record<string, string>;
  sort: number;
  place: number;
  mean: number;
  low: number;
  high: number;
  placed: number;
  differs: boolean;
  thin: boolean;
  hidden: boolean;
}

export interface MyRanking {
  kind: "rank";
  order: string[];
  words: Record<string, string>[];
}

export interface RateView {
  kind: "rate";
  scale: string;
  least: number;
  most: number;
  steps: Record<string, string>[];
  low: Record<string, string>;
  high: Record<string, string>;
  dont_know: boolean;
  comment: boolean;
  hidden: boolean;
  show: string;
  dimensions: Record<string, string>[];
  sample: number;
  shuffle: boolean;
  order: string;
  again: boolean;
  compares: boolean;
  shown: boolean;
  few: boolean;
  phones: number;
  hands: number;
  count: number;
  more: number;
  comments_wait: number;
  statements: Record<string, StatementView>;
  comments: Record<string, RatingCommentView>;
}

export interface StatementView {
  text: Record<string, string>;
  sort: number;
  hidden: boolean;
  raters: number;
  unknown: number;
  hands: Record<string, number>[];
  ratings: RatingView[];
}

export interface RatingView {
  n: number;
  few: boolean;
  mean: number;
  median: number;
  spread: number;
  counts: number[];
  earlier_n: number;
  earlier_mean: number;
  earlier: number[];
}

export interface RatingCommentView {
  text: string;
  statement: string;
  sort: number;
  name: string;
  hidden: boolean;
}

export interface MyRatings {
  kind: "rate";
  draws: number;
  statements: Record<string, MyStatement>;
}

export interface MyStatement {
  sort: number;
  text: Record<string, string>;
  values: Record<string, number>;
  unknown: boolean;
  comment: string;
}

export interface RoundView {
  kind: "round";
  order: string;
  seconds: number;
  gentle: boolean;
  may_pass: boolean;
  writes: boolean;
  started: boolean;
  over: boolean;
  turn: number;
  lap: number;
  speaking: number;
  waiting: number;
  ends_at: number;
  dropped: boolean;
  inner: number;
  inside: number;
  chairs: number;
  phase: number;
  phases: PhaseView[];
  item: number;
  by_item: boolean;
  items: Record<string, TopicView>;
  wrote: number;
  kept_back: number;
  persons: Record<string, SpeakerView>;
  lines: Record<string, RoundLineView>;
}

export interface PhaseView {
  title: Record<string, string>;
  minutes: number;
  who: string;
  note: boolean;
  prompt: Record<string, string>;
}

export interface TopicView {
  sort: number;
  text: Record<string, string>;
  state: string;
}

export interface SpeakerView {
  sort: number;
  place: number;
  name: string;
  state: string;
  turns: number;
}

export interface RoundLineView {
  sort: number;
  text: string;
  name: string;
  part: number;
  hidden: boolean;
}

export interface MyTurn {
  kind: "round";
  place: number;
  lines: Record<string, MyLine>;
}

export interface MyLine {
  sort: number;
  text: string;
  part: number;
}

export interface ShowView {
  kind: "show";
  style: string;
  sound: boolean;
  come: number;
  of: number;
  lines: Record<string, LineView>;
}

export interface LineView {
  text: Record<string, string>;
  sort: number;
  weight: number;
  shown: boolean;
}

export interface VoteView {
  kind: "vote";
  budget: number;
  max_per_option: number;
  hidden: boolean;
  ordered: boolean;
  criterion: Record<string, string>;
  low: Record<string, string>;
  high: Record<string, string>;
  top: number;
  shown: boolean;
  phones: number;
  hands: number;
  total: number;
  median: number;
  more: number;
  options: Record<string, OptionView>;
  listing: boolean;
  own_ideas: number;
  ideas: number;
  waiting: number;
  voters: string;
  weights: number[];
  coverage: number;
  read: number;
  listed: number;
  shuffle: boolean;
}

export interface OptionView {
  text: Record<string, string>;
  sort: number;
  dots: number;
  voters: number;
  hands: number;
  share: number;
  cut: string;
  hidden: boolean;
  merged: Record<string, Record<string, string>>;
}

export interface MyVote {
  kind: "vote";
  dots: Record<string, number>;
  left: number;
  ideas: Record<string, MyIdea>;
  ideas_left: number;
  own: Record<string, boolean>;
  own_left: number;
  read: Record<string, boolean>;
}

export interface MyIdea {
  text: string;
  sort: number;
  shown: boolean;
}

export interface OurVote {
  kind: "vote";
  text: Record<string, string>;
  people: number;
  dots: Record<string, number>;
  left: number;
}
