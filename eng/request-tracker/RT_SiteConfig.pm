# Request Tracker for tests and trials: everything below one folder, nothing sent anywhere.
my $home = $ENV{CASESYNC_RT_HOME};
my $port = $ENV{CASESYNC_RT_PORT};

$RT::VarPath         = "$home/var";
$RT::MasonDataDir    = "$home/mason";
$RT::MasonSessionDir = "$home/session";

Set($rtname,          'casesync.test');
Set($Organization,    'casesync.test');
Set($WebDomain,       '127.0.0.1');
Set($WebPort,         $port);
Set($WebBaseURL,      "http://127.0.0.1:$port");
Set($WebPath,         '');
Set($WebSessionClass, 'Apache::Session::File');
Set($DatabaseType,    'SQLite');
Set($DatabaseName,    "$home/rt.sqlite");
Set($Timezone,        'America/New_York');    # Not UTC, so that a time that is read in it shows.
Set($MailCommand,     'mbox');                # Into the folder.
Set($LogToSyslog,     undef);
Set($LogToSTDERR,     'warning');
Set($BcryptCost,      4);                     # Each request hashes its token; the default takes a quarter second.
1;
