<?php
// restored_course.php DRIVERS COURSE : the role of those who are enrolled by hand, how many entries of the glossary
// Moodle's app gets, and what a learner may open in hidden sections; DRIVERS is the folder of lms.php.
define('WS_SERVER', true);
[, $drivers, $courseid] = $_SERVER['argv'];
require("$drivers/lms.php");
run(function() use ($courseid) {
    global $DB;
    $role = $DB->get_field_sql("SELECT r.shortname FROM {enrol} e JOIN {role} r ON r.id = e.roleid
        WHERE e.enrol = 'manual' AND e.courseid = ?", [$courseid]);
    $learner = learner();
    $modules = get_fast_modinfo($courseid, $learner->id);
    $open = array_filter($modules->get_cms(), fn($one) =>
        $one->uservisible && !$modules->get_section_info($one->sectionnum)->visible);
    \core\session\manager::set_user($learner);
    $got = \core_external\external_api::call_external_function('mod_glossary_get_entries_by_letter',
        ['id' => $DB->get_field('glossary', 'id', ['course' => $courseid]), 'letter' => 'ALL']);
    return ['role' => $role, 'open' => array_values(array_map(fn($one) => $one->name, $open)),
        'entries' => $got['data']['count'] ?? $got['exception']->message];
});
