-- The ledger and what it refers to. Derived tables are filled by the build; nothing writes here afterwards.

CREATE TABLE meta (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

CREATE TABLE sources (
    id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('document', 'dataset', 'return')),
    title VARCHAR NOT NULL,
    short VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    published DATE NOT NULL,
    inferred VARCHAR,
    covers VARCHAR,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    lines INTEGER NOT NULL CHECK (lines > 0)
);

-- The days on which something became known: all of them, also where what came later is left out.
CREATE TABLE publications (
    published DATE NOT NULL,
    title VARCHAR NOT NULL
);

CREATE TABLE areas (
    area VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL
);

CREATE TABLE themes (
    theme VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL
);

CREATE TABLE units (
    unit VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    factor DOUBLE NOT NULL CHECK (factor > 0)
);

CREATE TABLE indicators (
    id VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    unit VARCHAR NOT NULL REFERENCES units (unit),
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
    polarity VARCHAR NOT NULL CHECK (polarity IN ('higher', 'lower', 'neither')),
    theme VARCHAR NOT NULL REFERENCES themes (theme),
    numerator VARCHAR,
    denominator VARCHAR,
    definition VARCHAR NOT NULL
);

CREATE TABLE periods (
    period VARCHAR PRIMARY KEY,
    label VARCHAR NOT NULL,
    short VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('year', 'quarter', 'month', 'day', 'range')),
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    year_before VARCHAR NOT NULL,
    CHECK (period_start <= period_end)
);

CREATE TABLE figures (
    figure VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL REFERENCES sources (id),
    line INTEGER NOT NULL CHECK (line > 0),
    place INTEGER NOT NULL,
    locator VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    area VARCHAR NOT NULL REFERENCES areas (area),
    period VARCHAR NOT NULL REFERENCES periods (period),
    dimension VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('actual', 'target', 'tolerance', 'budget', 'forecast', 'change', 'assumption')),
    qualifier VARCHAR NOT NULL,
    value DOUBLE CHECK (isfinite(value)),
    unit VARCHAR NOT NULL REFERENCES units (unit),
    decimals INTEGER NOT NULL,
    printed VARCHAR NOT NULL CHECK (printed <> ''),
    note VARCHAR,
    CHECK ((dimension = '') = (category = '')),
    CHECK (value IS NULL = (qualifier = 'not_reportable' OR unit = 'grade'))
);

CREATE TABLE scorecards (
    id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    source VARCHAR NOT NULL REFERENCES sources (id),
    period VARCHAR NOT NULL REFERENCES periods (period)
);

CREATE TABLE scorecard_items (
    scorecard VARCHAR NOT NULL REFERENCES scorecards (id),
    position INTEGER NOT NULL,
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    dimension VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    PRIMARY KEY (scorecard, position),
    UNIQUE (scorecard, indicator, dimension, category)
);

-- Each target with the tolerance and the actual that it judges. The rule is model/status.py.
CREATE TABLE statuses (
    target VARCHAR PRIMARY KEY REFERENCES figures (figure),
    tolerance VARCHAR REFERENCES figures (figure),
    actual VARCHAR REFERENCES figures (figure),
    status VARCHAR NOT NULL CHECK (status IN ('on_target', 'within_tolerance', 'off_target', 'no_data'))
);

CREATE TABLE commentary (
    source VARCHAR NOT NULL REFERENCES sources (id),
    line INTEGER NOT NULL CHECK (line > 0),
    locator VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    period VARCHAR NOT NULL REFERENCES periods (period),
    kind VARCHAR NOT NULL CHECK (kind IN ('why', 'next', 'impact', 'caveat')),
    text VARCHAR NOT NULL
);

CREATE TABLE recommendations (
    source VARCHAR NOT NULL REFERENCES sources (id),
    number INTEGER NOT NULL,
    line INTEGER NOT NULL CHECK (line > 0),
    addressed_to VARCHAR NOT NULL,
    theme VARCHAR NOT NULL REFERENCES themes (theme),
    text VARCHAR NOT NULL,
    PRIMARY KEY (source, number)
);

CREATE TABLE acronyms (
    acronym VARCHAR PRIMARY KEY,
    meaning VARCHAR NOT NULL,
    source VARCHAR NOT NULL REFERENCES sources (id),
    line INTEGER NOT NULL CHECK (line > 0)
);

-- From when on a series rests on another basis: it is not drawn as one line across that day.
CREATE TABLE breaks (
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    starts DATE NOT NULL,
    note VARCHAR NOT NULL,
    PRIMARY KEY (indicator, starts)
);

-- Breakdowns that are meant to be complete: their parts add up to the total.
CREATE TABLE partitions (
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    dimension VARCHAR NOT NULL,
    PRIMARY KEY (indicator, dimension)
);

-- Figures that speak of one thing under other names, days or bases: who asks for the one is told the other.
CREATE TABLE otherwise (
    figure VARCHAR NOT NULL REFERENCES figures (figure),
    rival VARCHAR NOT NULL REFERENCES figures (figure),
    PRIMARY KEY (figure, rival)
);

-- Findings of checks that are accounted for, in our words.
CREATE TABLE explanations (
    "check" VARCHAR NOT NULL,
    finding VARCHAR NOT NULL,
    explanation VARCHAR NOT NULL,
    PRIMARY KEY ("check", finding)
);

-- Folded phrases and what they stand for; a phrase may stand for several things.
CREATE TABLE lexicon (
    phrase VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    stands_for VARCHAR NOT NULL
);

-- What questions need of the lexicon, as JSON: worked out once, so that no question waits for it.
CREATE TABLE vocabulary (
    part VARCHAR PRIMARY KEY,
    body VARCHAR NOT NULL
);

CREATE TABLE templates (
    name VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    body VARCHAR NOT NULL
);

CREATE TABLE checks (
    name VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
    meaning VARCHAR NOT NULL,
    body VARCHAR NOT NULL
);

-- Published statistics (warehouse/national/, and what the user has loaded).

CREATE TABLE national_releases (
    release VARCHAR PRIMARY KEY,
    statistic VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    published DATE NOT NULL,
    inferred VARCHAR
);

CREATE TABLE national_tables (
    table_id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    statistic VARCHAR NOT NULL,
    statistic_title VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    totals_rounded_to INTEGER NOT NULL
);

-- Numerator and denominator are measures, or sums of measures (`a + b`); factor is what their ratio is multiplied by.
CREATE TABLE national_measures (
    measure VARCHAR PRIMARY KEY,
    table_id VARCHAR NOT NULL REFERENCES national_tables (table_id),
    title VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    decimals INTEGER,
    polarity VARCHAR,
    numerator VARCHAR,
    denominator VARCHAR,
    derived BOOLEAN NOT NULL,
    factor DOUBLE
);

CREATE TABLE national_areas (
    area VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('authority', 'joint', 'region', 'nation')),
    region VARCHAR,
    code VARCHAR NOT NULL
);

-- Symbols stand instead of a number or, as marks, beside one.
CREATE TABLE national_symbols (
    symbol VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('instead', 'beside')),
    meaning VARCHAR NOT NULL
);

-- Which published measure an indicator equals, and which it only resembles: a resemblance is never one line.
CREATE TABLE national_links (
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    dimension VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    measure VARCHAR NOT NULL REFERENCES national_measures (measure),
    relation VARCHAR NOT NULL CHECK (relation IN ('equals', 'resembles')),
    starts DATE,
    reason VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (indicator, dimension, category, measure)
);

-- Counts that add up to another count, where none of them is suppressed.
CREATE TABLE national_totals (
    total VARCHAR NOT NULL REFERENCES national_measures (measure),
    part VARCHAR NOT NULL REFERENCES national_measures (measure),
    PRIMARY KEY (total, part)
);

-- What an inspectorate judges, as its tables head it, as we call it, and as documents may (names, parted by |).
CREATE TABLE national_services (
    heading VARCHAR PRIMARY KEY,
    service VARCHAR NOT NULL,
    names VARCHAR NOT NULL
);

CREATE TABLE neighbour_sets (
    neighbour_set VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    published DATE NOT NULL
);

CREATE TABLE neighbours (
    neighbour_set VARCHAR NOT NULL REFERENCES neighbour_sets (neighbour_set),
    area VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    neighbour VARCHAR NOT NULL,
    closeness VARCHAR NOT NULL,
    PRIMARY KEY (neighbour_set, area, neighbour)
);

CREATE TABLE national_inspections (
    area VARCHAR NOT NULL REFERENCES national_areas (area),
    inspected DATE NOT NULL,
    published DATE,
    kind VARCHAR,
    service VARCHAR NOT NULL,
    grade VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    row_number INTEGER NOT NULL
);

-- Every value of every release. `superseded` is the day on which a later release printed the same thing anew: known on
-- a day is what was published by then and not superseded by then. A value or its symbol is always there: the readers of the
-- files see to it (rules on a million rows would cost a tenth of the time of loading).
CREATE TABLE national_values (
    table_id VARCHAR,
    release VARCHAR,
    measure VARCHAR,
    area VARCHAR,
    period VARCHAR,
    value DOUBLE,
    symbol VARCHAR,
    mark VARCHAR,
    decimals INTEGER,
    numerator DOUBLE,
    denominator DOUBLE,
    printed VARCHAR,
    column_name VARCHAR,
    row_number INTEGER,
    superseded DATE
);

-- What each published value of our own area says by the limits of its series: common cause, improvement, concern, neutral.
CREATE TABLE variations (
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    dimension VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    variation VARCHAR NOT NULL,
    PRIMARY KEY (indicator, dimension, category, period)
);

-- Published values of our own area that are not to be believed, and why. The rules are model/verdict.py.
CREATE TABLE doubts (
    indicator VARCHAR NOT NULL REFERENCES indicators (id),
    dimension VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (indicator, dimension, category, period)
);
