export const palette = {
  title: 'Go anywhere, do anything',
  search: 'Search',
  hint: 'A page, an idea, a setting, a run, a dataset, an action…',
  nothing: 'Nothing is called “{query}”.',
  move: 'move',
  choose: 'choose',
  groups: {
    recent: 'Used last',
    pages: 'Page',
    actions: 'Action',
    ideas: 'Idea',
    panels: 'Panel',
    fields: 'Setting',
    runs: 'Run',
    datasets: 'Dataset',
    models: 'Model',
  },
  newRun: 'New run',
  newModel: 'New model',
  import: 'Import files…',
  export: 'Export run…',
  pause: 'Pause training',
  resume: 'Resume training',
  themes: { system: 'Theme: as the system', dark: 'Theme: dark', light: 'Theme: light' },
  language: 'Language',
  sheet: 'Keyboard shortcuts',
  unnamed: 'Model without a name',
};

export const shortcutsSheet = {
  title: 'Keyboard shortcuts',
  text: 'Everything can be reached with Tab, Enter and the arrow keys. These keys are quicker.',
  here: 'on this screen',
};

/** By the place where the keys work, as in the registry of shortcuts. */
export const shortcuts = {
  places: {
    everywhere: 'Everywhere',
    run: 'Run',
    builder: 'Model builder',
    playground: 'Playground',
    charts: 'A chart that has the focus',
    panes: 'The line between two panes',
  },
  everywhere: {
    palette: 'Go anywhere, do anything',
    sheet: 'This list',
    sidebar: 'Collapse or expand the sidebar',
    notifications: 'Go to the notifications',
  },
  run: { pauseOrResume: 'Pause or resume' },
  builder: {
    undo: 'Undo',
    redo: 'Redo',
    select: 'Select a layer',
    move: 'Move the layer up or down',
    duplicate: 'Duplicate the layer',
    remove: 'Remove the layer',
  },
  playground: {
    generate: 'Generate',
    token: 'Go through the written text',
    rivals: 'What else could have been written here',
  },
  charts: {
    crosshair: 'Move the crosshair',
    far: 'Move it ten times as far',
    zoom: 'Zoom in or out',
    pan: 'Move the zoomed range',
    whole: 'Show everything again',
  },
  panes: { resize: 'Resize', far: 'Resize by more', ends: 'As narrow or as wide as possible' },
};

export const notFound = {
  title: 'There is nothing here',
  text: 'The address {path} leads to no page of the studio. It may be misspelt, or from another version.',
  search: 'Search the studio',
};
