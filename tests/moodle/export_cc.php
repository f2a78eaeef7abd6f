<?php
// export_cc.php DRIVERS COURSE TARGET : Moodle's own Common Cartridge 1.1 of a course, written to TARGET; DRIVERS is the
// folder of lms.php.
[, $drivers, $courseid, $target] = $_SERVER['argv'];
require("$drivers/lms.php");
run(function() use ($courseid, $target) {
    global $CFG;
    require_once("$CFG->dirroot/backup/util/includes/backup_includes.php");
    $controller = new backup_controller(backup::TYPE_1COURSE, $courseid, backup::FORMAT_MOODLE, backup::INTERACTIVE_YES,
        backup::MODE_GENERAL, get_admin()->id);
    $plan = $controller->get_plan();
    $plan->get_setting('users')->set_value(0);
    $plan->get_setting('imscc11')->set_value(1);
    $controller->finish_ui();
    ob_start();  // it says each of its steps
    $controller->execute_plan();
    ob_end_clean();
    $file = $controller->get_results()['backup_destination'];
    $file->copy_content_to($target);
    return ['bytes' => $file->get_filesize()];
});
