/**
 * The file that has a Linux desktop start the kiosk at login: an entry of the XDG autostart specification.
 *
 * @param program the path of the app's program, or of its AppImage
 */
export function autostartEntry(program: string): string {
  // Reserved in Exec are these four, a percent sign begins a field code, and the string rules halve backslashes again.
  const quoted = program.replace(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Confera Kiosk',
    `Exec="${quoted.replaceAll('\\', '\\\\')}"`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
