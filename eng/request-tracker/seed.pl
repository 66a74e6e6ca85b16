# What docs/crm/request-tracker.md asks an administrator for, in a new database: a queue, its custom fields, a group with
# the rights that the connector needs, the connector's account, and a person.
use strict;
use warnings;
use RT;

RT::LoadConfig();
RT::Init();
require RT::AuthToken;

my $admin = RT->SystemUser;
my $home  = $ENV{CASESYNC_RT_HOME};

sub check { my ($done, $said) = @_; die "seed: $said\n" unless $done; return $done }

my $queue = RT::Queue->new($admin);
check($queue->Create(Name => 'Support', Description => 'Synchronized with Google Cloud Customer Care'));

my @fields = (
    ['GoogleCaseName',                    'The Google case that this ticket is a pair with'],
    ['SynchronizeWithGoogleCloudSupport', 'true: synchronized'],
    ['Component',                         'What the ticket is about'],
);
for (@fields) {
    my ($name, $about) = @$_;
    my $field = RT::CustomField->new($admin);
    check($field->Create(
        Name => $name, Description => $about, Type => 'FreeformSingle', MaxValues => 1,
        LookupType => 'RT::Queue-RT::Ticket'));
    check($field->AddToObject($queue));
}

my $group = RT::Group->new($admin);
check($group->CreateUserDefinedGroup(Name => 'Agents'));
for my $right (qw(
    SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail CreateTicket ReplyToTicket CommentOnTicket ModifyTicket
    SeeCustomField ModifyCustomField SetInitialCustomField
)) {
    check($group->PrincipalObj->GrantRight(Object => $queue, Right => $right));
}

for my $login (qw(casesync ann)) {
    my $user = RT::User->new($admin);
    check($user->Create(
        Name => $login, RealName => ucfirst $login, EmailAddress => "$login\@casesync.test", Privileged => 1));
    check($group->AddMember($user->PrincipalId));
    my ($done, $said, $token) = RT::AuthToken->new($admin)->Create(Owner => $user->Id, Description => 'seed');
    check($done, $said);
    open my $file, '>', "$home/token.$login" or die "seed: $home/token.$login: $!\n";
    print {$file} "$token\n";
    close $file or die "seed: $home/token.$login: $!\n";
}
